import type { Clock } from '@app2wxapp/authority';
import { Inject, Module, type NestModule } from '@nestjs/common';
import { APP_FILTER, APP_PIPE, HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { PUBLIC_URL, type PublicUrl } from '../config/public-url.js';
import { keepRequestId } from '../config/request-context.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { CLOCK } from '../config/system.js';
import { LimitsModule } from '../limits/limits.module.js';
import { RATE_LIMITS, type RateLimits } from '../limits/rate-limits.js';
import { PoolModule } from '../pools/pool.module.js';
import { PoolRepository } from '../pools/pool-repository.js';
import { allowPages } from './cors.js';
import { FailureFilter } from './failure.filter.js';
import { parseForms } from './form-parser.js';
import { limitAnswerTime } from './limit-answer-time.js';
import { limitRequests } from './limit-requests.js';
import { addHeaders, addRequestLog, endConnectionsAtStop } from './request-hooks.js';
import { SchemaPipe } from './schema-pipe.js';
import { refuseExpectations, requireHost } from './unreadable-requests.js';

/** Handling of every request: headers, log, limits, pages of other origins, the form of failures. */
@Module({
  imports: [LimitsModule, PoolModule],
  providers: [
    { provide: APP_FILTER, useClass: FailureFilter },
    { provide: APP_PIPE, useClass: SchemaPipe },
  ],
})
export class HttpModule implements NestModule {
  constructor(
    private readonly host: HttpAdapterHost,
    readonly pools: PoolRepository,
    @Inject(RATE_LIMITS) readonly limits: RateLimits,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(PUBLIC_URL) private readonly publicUrl: PublicUrl,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Registers the hooks before any route, in the order of the modules. */
  configure(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    limitAnswerTime(fastify, this.settings.REQUEST_TIMEOUT_MS);
    addHeaders(fastify, this.publicUrl);
    addRequestLog(fastify);
    requireHost(fastify);
    refuseExpectations(fastify);
    keepRequestId(fastify);
    endConnectionsAtStop(fastify);
    parseForms(fastify);
    limitRequests(fastify, this);
    allowPages(fastify, this.pools);
  }
}
