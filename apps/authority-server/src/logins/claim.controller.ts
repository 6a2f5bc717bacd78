import { claimLogin, denyLogin } from '@app2wxapp/authority';
import { Body, Controller, Headers, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AUTHORITY, type Authority } from '../boot/authority.js';
import { UserAnswer } from './answer-schemas.js';
import { answerLogin, parseIdempotencyKey } from './exchange.controller.js';
import { ClaimBody, DenialBody } from './schemas.js';

/** Recovers bound launches whose answer did not reach the app. */
@Controller('oauth/app2wxapp')
export class ClaimController {
  constructor(@Inject(AUTHORITY) private readonly authority: Authority) {}

  @Post('claim/:userPoolId')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'claimLogin',
    summary: 'State and verifier of a bound launch → user, when the message to the app was lost',
  })
  @ApiHeader({
    name: 'idempotency-key',
    required: false,
    description:
      'Who sends the same request with the same key again, in the lifetime of the ticket, gets the same login.',
  })
  @ApiOkResponse({ standardSchema: UserAnswer, description: 'As of the exchange' })
  async claim(
    @Param('userPoolId') userPoolId: string,
    @Body({ schema: ClaimBody }) body: z.output<typeof ClaimBody>,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const opened = await claimLogin(this.authority, {
      ...body,
      userPoolId,
      idempotencyKey: parseIdempotencyKey(idempotencyKey),
      ip: request.ip,
    });
    return answerLogin(opened, await this.authority.pools.find(userPoolId), request);
  }

  @Post('denials/:userPoolId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'denyLogin', summary: 'Mini program: the user of a bound launch said no' })
  @ApiNoContentResponse({ description: 'Kept' })
  deny(
    @Param('userPoolId') userPoolId: string,
    @Body({ schema: DenialBody }) { state }: z.output<typeof DenialBody>,
    @Req() { ip }: FastifyRequest,
  ): Promise<void> {
    return denyLogin(this.authority, { userPoolId, state, ip });
  }
}
