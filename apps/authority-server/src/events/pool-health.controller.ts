import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { CurrentOperator, OperatorRoutes, SelectsPools } from '../operators/operator.guard.js';
import type { Operator } from '../operators/operator.js';
import { requirePool } from '../operators/pool-scope.js';
import { PoolHealthList, PoolHealthQuery } from './event-schemas.js';
import { PoolHealthRepository } from './pool-health-repository.js';

/** Problems of pools that an operator can correct. */
@Controller('admin/pool-health')
@OperatorRoutes('events')
export class PoolHealthController {
  constructor(private readonly health: PoolHealthRepository) {}

  @Get()
  @SelectsPools()
  @ApiOperation({
    operationId: 'listPoolHealth',
    summary: 'Latest logins, refusals and failures of WeChat, and the age of the secrets',
  })
  @ApiOkResponse({ standardSchema: PoolHealthList })
  async list(
    @Query({ schema: PoolHealthQuery }) { userPoolIds }: z.output<typeof PoolHealthQuery>,
    @CurrentOperator() operator: Operator,
  ): Promise<z.output<typeof PoolHealthList>> {
    for (const userPoolId of userPoolIds) requirePool(operator, userPoolId);
    return { items: await this.health.list(userPoolIds) };
  }
}
