import type { Language } from '@app2wxapp/core';
import { pickLanguage } from '@app2wxapp/core/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { buildEnvelopeFailure, buildOAuthFailure, buildProblem, type Failure } from './failure.js';

/** How a failure is put: as problem details, as Authing's servers do, or as the OAuth standards want. */
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
