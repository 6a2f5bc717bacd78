import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { UserPools } from '@app2wxapp/authority';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { buildEnvelopeFailure, buildProblem, readFailure, type Failure } from './failure.js';
import { pickLanguage } from './language.js';

/** The endpoints that a pool of envelope style answers as Authing's servers do. */
const ENVELOPED = ['/oauth/app2wxapp/auth/:userPoolId', '/oauth/app2wxapp/claim/:userPoolId'];

/** Answers every failure, whoever threw it, and logs those that are ours without any value of the request. */
@Catch()
export class FailureFilter implements ExceptionFilter {
  constructor(private readonly pools: UserPools) {}

  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const failure = readFailure(thrown);
    if (failure.status >= 500) logFailure(request, thrown, failure);
    const enveloped = await this.isEnveloped(request);
    answerFailure(request, reply, { failure, enveloped });
  }

  private async isEnveloped(request: FastifyRequest): Promise<boolean> {
    if (!ENVELOPED.includes(request.routeOptions?.url ?? '')) return false;
    try {
      const { userPoolId } = request.params as { userPoolId: string };
      return (await this.pools.find(userPoolId))?.responseStyle === 'envelope';
    } catch {
      return false; // the store is what failed
    }
  }
}

/** Sends a failure. */
export function answerFailure(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: { readonly failure: Failure; readonly enveloped: boolean },
): void {
  if (reply.sent) return;
  const { failure, enveloped } = answer;
  const language = pickLanguage(request.headers['accept-language']);
  if (failure.retryAfterSeconds !== undefined) {
    void reply.header('retry-after', String(failure.retryAfterSeconds));
  }
  void reply.header('content-language', language === 'zh' ? 'zh-CN' : 'en');
  const body = enveloped ? buildEnvelopeFailure(failure, language) : buildProblem(failure, language);
  void reply
    .status(enveloped ? 200 : failure.status)
    .type(enveloped ? 'application/json; charset=utf-8' : 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(body));
}

function logFailure(request: FastifyRequest, thrown: unknown, { error }: Failure): void {
  request.log.error({ error, causes: describe(thrown) }, 'request failed');
}

/** Names, codes and places of an error and its causes; not the messages: a driver's quotes the statement's values. */
function describe(thrown: unknown): object[] {
  if (!(thrown instanceof Error)) return [];
  const { name, stack = '', cause } = thrown;
  const code: unknown = 'code' in thrown ? thrown.code : undefined;
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return [{ name, code, at: frames.slice(0, 8).map((frame) => frame.trim()) }, ...describe(cause)];
}
