import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { z } from 'zod';
import { DATABASE, type Database } from '../database/database.js';

export const StatusAnswer = z.object({ status: z.literal('ok') }).meta({ id: 'Status' });

/** What load balancers ask. */
@Controller('health')
export class HealthController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Get('live')
  @ApiOperation({ operationId: 'isAlive', summary: 'The process answers' })
  @ApiOkResponse({ standardSchema: StatusAnswer })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Ready once the database answers. */
  @Get('ready')
  @ApiOperation({ operationId: 'isReady', summary: 'The database answers' })
  @ApiOkResponse({ standardSchema: StatusAnswer })
  async ready(): Promise<{ status: 'ok' }> {
    await this.database.ping();
    return { status: 'ok' };
  }
}
