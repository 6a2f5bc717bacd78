import { setTimeout as sleep } from 'node:timers/promises';
import { App2WxappError } from '@app2wxapp/core';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { z } from 'zod';
import { DATABASE, type Database } from '../database/database.js';

/** Response of a health check. */
export const StatusAnswer = z.object({ status: z.literal('ok') }).meta({ id: 'Status' });

/** Time limit of the database for a health check, in milliseconds. */
const PING_MS = 1500;

/** Health checks for load balancers. */
@Controller('health')
export class HealthController {
  private pinging: Promise<void> | undefined;

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Get('live')
  @ApiOperation({ operationId: 'isAlive', summary: 'The process responds' })
  @ApiOkResponse({ standardSchema: StatusAnswer })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /**
   * Reports readiness while the database responds. All waiting requests share one check, since any caller may send
   * them.
   *
   * @throws {App2WxappError} `unavailable`: it failed, or did not respond within {@link PING_MS}
   */
  @Get('ready')
  @ApiOperation({ operationId: 'isReady', summary: 'The database responds' })
  @ApiOkResponse({ standardSchema: StatusAnswer })
  async ready(): Promise<{ status: 'ok' }> {
    const deadline = new AbortController();
    const late = sleep(PING_MS, undefined, { signal: deadline.signal }).then(() => {
      throw new Error('The database did not respond in time.');
    });
    late.catch(() => undefined); // closed below
    try {
      await Promise.race([this.ping(), late]);
      return { status: 'ok' };
    } catch (cause) {
      const message = 'The database does not respond.';
      throw new App2WxappError('unavailable', message, { cause, retryAfterSeconds: 1 });
    } finally {
      deadline.abort();
    }
  }

  private ping(): Promise<void> {
    this.pinging ??= this.database.ping().finally(() => (this.pinging = undefined));
    return this.pinging;
  }
}
