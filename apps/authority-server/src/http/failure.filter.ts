import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PoolRepository } from '../pools/pool-repository.js';
import { answerFailure, logFailure, type FailureStyle } from '../answers/answer-failure.js';
import { readFailure, type Failure } from '../answers/failure.js';

/** Responds to every failure, and logs the server's own without any value of the request. */
@Catch()
export class FailureFilter implements ExceptionFilter {
  constructor(private readonly pools: PoolRepository) {}

  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const failure = readFailure(thrown);
    logFailure(request, thrown, failure);
    answerFailure(request, reply, { failure, style: await this.findStyle(request, failure) });
  }

  private async findStyle(request: FastifyRequest, { error }: Failure): Promise<FailureStyle> {
    const { failures = 'problem' } = request.routeOptions.config;
    if (failures !== 'pool') return failures;
    if (error === 'unavailable') return 'problem'; // reading the pool would fail too, or take too long
    try {
      const { userPoolId } = request.params as { userPoolId: string };
      const pool = await this.pools.find(userPoolId);
      return pool?.responseStyle === 'envelope' ? 'envelope' : 'problem';
    } catch {
      return 'problem'; // the store is what failed
    }
  }
}
