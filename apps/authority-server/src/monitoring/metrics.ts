import { digest, equalDigests, type AuthorityEvent } from '@app2wxapp/authority';
import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { readClientAddress } from '../config/client-address.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { answerThrown } from '../answers/answer-failure.js';
import { nameAddress, RATE_LIMITS, type RateLimits } from '../limits/rate-limits.js';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Metrics for Prometheus: events of logins, requests by route, and the process. */
@Injectable()
export class Metrics {
  /** Registry of this process's metrics. */
  readonly registry = new Registry();
  private readonly events = new Counter({
    name: 'app2wxapp_events_total',
    help: 'Events of logins, by type and reason.',
    labelNames: ['type', 'reason'],
    registers: [this.registry],
  });
  private readonly wrongTokens = new Counter({
    name: 'app2wxapp_wrong_operator_tokens_total',
    help: 'Requests and sign-ins with a wrong operator token.',
    registers: [this.registry],
  });
  private readonly requests = new Histogram({
    name: 'app2wxapp_http_request_seconds',
    help: 'Requests, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });

  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(RATE_LIMITS) private readonly limits: RateLimits,
  ) {
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: 'app2wxapp_redis_away',
      help: '1 while the Redis of REDIS_URL does not respond, so that each instance counts requests alone; otherwise 0.',
      registers: [this.registry],
      collect() {
        this.set(limits.isRedisAway() ? 1 : 0);
      },
    });
  }

  /** Serves `/metrics` and measures requests, if a token is configured. */
  register(): void {
    const { METRICS_TOKEN } = this.settings;
    if (METRICS_TOKEN === undefined) return;
    this.serve(this.host.httpAdapter.getInstance<FastifyInstance>(), METRICS_TOKEN);
  }

  /** Counts an event of a login. */
  countEvent(event: AuthorityEvent): void {
    this.events.inc({ type: event.type, reason: event.type === 'refused' ? event.reason : '' });
  }

  /** Counts a wrong operator token. */
  countWrongToken(): void {
    this.wrongTokens.inc();
  }

  /**
   * Serves `/metrics` to callers that present the token, limits wrong ones by address, and measures every request.
   */
  private serve(fastify: FastifyInstance, token: string): void {
    const expected = digest(`Bearer ${token}`);
    fastify.addHook('onResponse', (request, reply, done) => {
      const { method, routeOptions } = request;
      const labels = { method, route: routeOptions.url ?? '(none)', status: reply.statusCode };
      this.requests.observe(labels, reply.elapsedTime / 1000);
      done();
    });
    fastify.get('/metrics', { errorHandler: answerThrown }, async (request, reply) => {
      const key = `metrics:${nameAddress(readClientAddress(request))}`;
      await this.limits.consume('signIn', key, 0);
      if (!equalDigests(digest(request.headers.authorization ?? ''), expected)) {
        await this.limits.consume('signIn', key);
        return reply.status(401).header('www-authenticate', 'Bearer').send();
      }
      return reply.type(this.registry.contentType).send(await this.registry.metrics());
    });
  }
}
