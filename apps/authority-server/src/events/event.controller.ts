import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { EventRepository } from './event-repository.js';
import { EventPage, EventQuery } from './event-schemas.js';
import type { Operator } from '../operators/operator.js';
import { CurrentOperator, OperatorRoutes, SelectsPools } from '../operators/operator.guard.js';
import { selectPools } from '../operators/pool-scope.js';

/** Events of logins and of operators. */
@Controller('admin/events')
@OperatorRoutes('events')
export class EventController {
  constructor(private readonly events: EventRepository) {}

  @Get()
  @SelectsPools()
  @ApiOperation({
    operationId: 'listEvents',
    summary: 'Events of logins and of operators, newest first',
  })
  @ApiOkResponse({ standardSchema: EventPage })
  list(
    @Query({ schema: EventQuery }) query: z.output<typeof EventQuery>,
    @CurrentOperator() operator: Operator,
  ): Promise<z.output<typeof EventPage>> {
    return this.events.list(query, selectPools(operator, query.userPoolId));
  }
}
