import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { EventRepository } from './event-repository.js';
import { CountQuery, Counts } from './event-schemas.js';
import { OperatorRoutes } from '../operators/operator.guard.js';

/** Sums for charts. */
@Controller('admin/counts')
@OperatorRoutes('events')
export class CountController {
  constructor(private readonly events: EventRepository) {}

  @Get()
  @ApiOperation({ operationId: 'countEvents', summary: 'Sums by hour, kind and reason; a second behind' })
  @ApiOkResponse({ standardSchema: Counts })
  count(@Query({ schema: CountQuery }) query: z.output<typeof CountQuery>): Promise<z.output<typeof Counts>> {
    return this.events.count(query);
  }
}
