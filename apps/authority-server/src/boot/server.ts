import { randomUUID } from 'node:crypto';
import cors, { type FastifyCorsOptions } from '@fastify/cors';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { serveConsole } from '../console/console-files.js';
import { buildOperatorsOpenApi } from './operators-open-api.js';
import { answerFailure } from '../http/answer-failure.js';
import { serveAvatars } from '../logins/avatar-routes.js';
import { parseForms } from '../http/form-parser.js';
import { buildLoginsOpenApi, serveOpenApi } from './open-api.js';
import { limitRequests } from '../http/limit-requests.js';
import { readFailure } from '../http/failure.js';
import { AppModule } from './app.module.js';
import type { Authority } from './authority.js';
import { NestLogger } from '../config/nest-logger.js';

/** Bytes of a request's body. */
const BODY_LIMIT = 16_384;
const IDLE_CHECK_MS = 50;

/** Builds the HTTP server; `listen` starts it. */
export async function createServer(
  authority: Authority,
  options: {
    readonly logger: FastifyBaseLogger;
    readonly trustProxy: boolean | string;
    /** What a reader of `/metrics` must show. @default there are no metrics */
    readonly metricsToken?: string | undefined;
    /** Folder of the operators' console. @default none is served */
    readonly consoleDir?: string | undefined;
  },
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    // An id of any length is a pool that does not exist, not an address that does not.
    routerOptions: { maxParamLength: BODY_LIMIT },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      answerFailure(request, reply, { failure: readFailure(error), style: 'problem' }),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(authority), adapter, {
    logger: new NestLogger(options.logger),
    abortOnError: false,
    // Nest would add a parser of forms; the protocol speaks JSON only.
    bodyParser: false,
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  addHeaders(fastify);
  addRequestLog(fastify);
  endConnectionsAtStop(fastify);
  parseForms(fastify);
  limitRequests(fastify, authority.limits);
  if (options.metricsToken !== undefined) authority.metrics.serve(fastify, options.metricsToken);
  serveOpenApi(app, '/openapi.json', buildLoginsOpenApi);
  serveOpenApi(app, '/admin/openapi.json', buildOperatorsOpenApi);
  if (options.consoleDir !== undefined) await serveConsole(fastify, options.consoleDir, authority.issuer);
  await fastify.register(cors, () => (request: FastifyRequest, callback: CorsCallback) => {
    decideCors(authority, request).then(
      (decision) => callback(null, decision),
      () => callback(null, { origin: false }),
    );
  });
  await serveAvatars(fastify, authority);
  return app;
}

type CorsCallback = (error: Error | null, options?: FastifyCorsOptions) => void;

function addHeaders(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers({
      'x-request-id': request.id,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
    done();
  });
}

/**
 * Ends each connection as soon as it has its last answer. Fastify ends those that are idle when the stop begins; one
 * that was busy then would be kept open for the client's next request, and the process with it.
 */
function endConnectionsAtStop(fastify: FastifyInstance): void {
  const { server } = fastify;
  fastify.addHook('preClose', (done) => {
    const timer = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
    server.once('close', () => clearInterval(timer));
    done();
  });
}

/** One line for each request, without its query, headers or body: tickets and secrets are in them. */
function addRequestLog(fastify: FastifyInstance): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? '(none)',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        ip: request.ip,
      },
      'request',
    );
    done();
  });
}

/** Pages of the origins that a pool lists may call its public endpoints, without cookies; no other page may. */
async function decideCors({ pools }: Authority, request: FastifyRequest): Promise<FastifyCorsOptions> {
  if (request.headers.origin === undefined) return { origin: false };
  const [, userPoolId] = /^\/oauth\/app2wxapp\/\w+\/([0-9a-f]{24})(?:\?|$)/.exec(request.url) ?? [];
  const pool = userPoolId === undefined ? undefined : await pools.find(userPoolId);
  return {
    origin: pool && pool.allowedOrigins.length > 0 ? [...pool.allowedOrigins] : false,
    methods: ['GET', 'POST'],
    allowedHeaders: ['content-type', 'accept-language', 'idempotency-key', 'authorization'],
    exposedHeaders: ['retry-after', 'x-request-id'],
    maxAge: 600,
  };
}
