import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { EventRepository } from './event-repository.js';
import { CountQuery, Counts } from './event-schemas.js';
import type { Operator } from '../operators/operator.js';
import { CurrentOperator, OperatorRoutes, SelectsPools } from '../operators/operator.guard.js';
import { selectPools } from '../operators/pool-scope.js';

/** Counts of events for charts. */
@Controller('admin/counts')
@OperatorRoutes('events')
export class CountController {
  constructor(private readonly events: EventRepository) {}

  @Get()
  @SelectsPools()
  @ApiOperation({
    operationId: 'countEvents',
    summary: 'Counts by hour, type and reason, about a second behind',
  })
  @ApiOkResponse({ standardSchema: Counts })
  count(
    @Query({ schema: CountQuery }) query: z.output<typeof CountQuery>,
    @CurrentOperator() operator: Operator,
  ): Promise<z.output<typeof Counts>> {
    return this.events.count(query, selectPools(operator, query.userPoolId));
  }
}
