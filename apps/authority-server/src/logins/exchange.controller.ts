import { redeemTicket, type OpenedLogin, type UserPool } from '@app2wxapp/authority';
import { App2WxappError, type Ticket } from '@app2wxapp/core';
import { pickLanguage } from '@app2wxapp/core/server';
import { Body, Controller, Headers, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AUTHORITY, type Authority } from '../boot/authority.js';
import { UserAnswer } from './answer-schemas.js';
import { createInvalidRequest } from '../http/failure.js';
import { SUCCESS_TEXTS } from '../http/language.js';
import { ExchangeBody, ExchangeQuery, IdempotencyKey } from './schemas.js';

/** Exchanges tickets. */
@Controller('oauth/app2wxapp')
export class ExchangeController {
  constructor(@Inject(AUTHORITY) private readonly authority: Authority) {}

  @Post('auth/:userPoolId')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'exchangeTicket',
    summary: 'Backend (in direct mode the app): ticket → user, once',
  })
  @ApiHeader({
    name: 'idempotency-key',
    required: false,
    description:
      'Who sends the same request with the same key again, in the lifetime of the ticket, gets the same login.',
  })
  @ApiOkResponse({
    standardSchema: UserAnswer,
    description: 'In envelope style the user is a JSON string in `data`',
  })
  async exchange(
    @Param('userPoolId') userPoolId: string,
    @Body({ schema: ExchangeBody }) body: z.output<typeof ExchangeBody>,
    @Query({ schema: ExchangeQuery }) query: z.output<typeof ExchangeQuery>,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const opened = await redeemTicket(this.authority, {
      userPoolId,
      ticket: pickTicket([body.ticket, body.tickett, query.ticket]),
      secret: body.secret,
      codeVerifier: body.codeVerifier,
      idempotencyKey: parseIdempotencyKey(idempotencyKey),
      ip: request.ip,
    });
    const pool = await this.authority.pools.find(userPoolId);
    return answerLogin(opened, pool, request);
  }
}

/** @throws {App2WxappError} `invalid_request` */
export function parseIdempotencyKey(header: string | undefined): string | undefined {
  const result = IdempotencyKey.safeParse(header);
  if (result.success) return result.data;
  throw createInvalidRequest(
    result.error.issues.map(({ message }) => ({ path: ['Idempotency-Key'], message })),
  );
}

/** The first that is there; two that differ are refused. */
function pickTicket(found: readonly (Ticket | undefined)[]): Ticket {
  const [ticket, ...others] = found.filter((value) => value !== undefined);
  if (ticket !== undefined && others.every((other) => other === ticket)) return ticket;
  throw new App2WxappError(
    'invalid_request',
    ticket === undefined ? 'Send the ticket in the body.' : 'Two tickets that differ were sent. Send one.',
  );
}

/**
 * The bare user, or in envelope style the user as a JSON string, as Authing's servers answer. Where the pool gives
 * refresh tokens, the user has one key more, `refreshToken`, at the end.
 */
export function answerLogin(
  { user, refreshToken }: OpenedLogin,
  pool: UserPool | undefined,
  request: FastifyRequest,
): object {
  const answer = refreshToken === undefined ? user : { ...user, refreshToken };
  if (pool?.responseStyle !== 'envelope') return answer;
  const message = SUCCESS_TEXTS.redeemed[pickLanguage(request.headers['accept-language'])];
  // Clients of that style unwrap `unionid` without asking whether it is there.
  return { code: 200, message, data: JSON.stringify({ ...answer, unionid: user.unionid ?? '' }) };
}
