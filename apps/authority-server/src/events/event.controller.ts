import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { EventRepository } from './event-repository.js';
import { EventPage, EventQuery } from './event-schemas.js';
import { OperatorRoutes } from '../operators/operator.guard.js';

/** What happened. */
@Controller('admin/events')
@OperatorRoutes('events')
export class EventController {
  constructor(private readonly events: EventRepository) {}

  @Get()
  @ApiOperation({
    operationId: 'listEvents',
    summary: 'What happened to logins and what operators did; newest first',
  })
  @ApiOkResponse({ standardSchema: EventPage })
  list(
    @Query({ schema: EventQuery }) query: z.output<typeof EventQuery>,
  ): Promise<z.output<typeof EventPage>> {
    return this.events.list(query);
  }
}
