import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { OperatorRoutes } from '../operators/operator.guard.js';
import { PoolHealthList, PoolHealthQuery } from './event-schemas.js';
import { PoolHealthRepository } from './pool-health-repository.js';

/** What an operator may have to mend. */
@Controller('admin/pool-health')
@OperatorRoutes('events')
export class PoolHealthController {
  constructor(private readonly health: PoolHealthRepository) {}

  @Get()
  @ApiOperation({
    operationId: 'listPoolHealth',
    summary: 'Latest logins, refusals and failures of WeChat, and the age of the secrets',
  })
  @ApiOkResponse({ standardSchema: PoolHealthList })
  async list(
    @Query({ schema: PoolHealthQuery }) { userPoolIds }: z.output<typeof PoolHealthQuery>,
  ): Promise<z.output<typeof PoolHealthList>> {
    return { items: await this.health.list(userPoolIds) };
  }
}
