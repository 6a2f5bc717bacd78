import type { Language } from '@app2wxapp/core';
import { pickLanguage } from '@app2wxapp/core/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  buildEnvelopeFailure,
  buildOAuthFailure,
  buildProblem,
  readFailure,
  type Failure,
} from './failure.js';

/** Format of a failure: problem details, Authing's envelope, or RFC 6749. */
export type FailureStyle = 'problem' | 'envelope' | 'oauth';

interface Shaped {
  readonly status: number;
  readonly type: string;
  readonly body: object;
}

const JSON_TYPE = 'application/json; charset=utf-8';
const SHAPES: Readonly<Record<FailureStyle, (failure: Failure, language: Language) => Shaped>> = {
  problem: (failure, language) => ({
    status: failure.status,
    type: 'application/problem+json; charset=utf-8',
    body: buildProblem(failure, language),
  }),
  envelope: (failure, language) => ({
    status: 200,
    type: JSON_TYPE,
    body: buildEnvelopeFailure(failure, language),
  }),
  oauth: (failure) => ({ type: JSON_TYPE, ...buildOAuthFailure(failure) }),
};

/** Sends a failure. */
export function answerFailure(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: { readonly failure: Failure; readonly style: FailureStyle },
): void {
  if (reply.sent) return;
  const { failure, style } = answer;
  const language = pickLanguage(request.headers['accept-language']);
  const { status, type, body } = SHAPES[style](failure, language);
  if (failure.retryAfterSeconds !== undefined) {
    void reply.header('retry-after', String(failure.retryAfterSeconds));
  }
  if (style === 'oauth' && status === 401) void reply.header('www-authenticate', 'Basic realm="app2wxapp"');
  void reply
    .status(status)
    .header('content-language', language === 'zh' ? 'zh-CN' : 'en')
    .type(type)
    .send(JSON.stringify(body));
}

/** Logs an error of the server's own, without any value of the request. */
export function logFailure(request: FastifyRequest, thrown: unknown, { error, status }: Failure): void {
  if (status >= 500) request.log.error({ error, causes: describe(thrown) }, 'request failed');
}

/**
 * Lists names, codes and stack frames of an error and its causes; not the messages: a driver's quotes the statement's
 * values.
 */
function describe(thrown: unknown): object[] {
  if (!(thrown instanceof Error)) return [];
  const { name, stack = '', cause } = thrown;
  const code: unknown = 'code' in thrown ? thrown.code : undefined;
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return [{ name, code, at: frames.slice(0, 8).map((frame) => frame.trim()) }, ...describe(cause)];
}

/**
 * Responds to an error of a route outside Nest, and logs it, as Nest's routes do: as problem details. Such a route
 * names it as its `errorHandler`.
 */
export function answerThrown(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const failure = readFailure(thrown);
  logFailure(request, thrown, failure);
  answerFailure(request, reply, { failure, style: 'problem' });
}
