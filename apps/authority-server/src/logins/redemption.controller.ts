import {
  claimLogin,
  denyLogin,
  redeemTicket,
  type AuthorityStore,
  type Clock,
  type OpenedLogin,
  type Random,
  type RedeemDependencies,
  type SessionStore,
  type TokenSigner,
} from '@app2wxapp/authority';
import { App2WxappError, type Ticket } from '@app2wxapp/core';
import { pickLanguage } from '@app2wxapp/core/server';
import { Body, Controller, Headers, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { readClientAddress } from '../config/client-address.js';
import { CLOCK, RANDOM } from '../config/system.js';
import { AuditLog } from '../events/audit-log.js';
import { createInvalidRequest } from '../answers/failure.js';
import { PublicRoute, type RoutePolicy } from '../http/route-policy.js';
import { SUCCESS_TEXTS } from '../answers/answer-texts.js';
import { PoolRepository } from '../pools/pool-repository.js';
import { SESSIONS } from '../store/sql-session-store.js';
import { STORE } from '../store/sql-store.js';
import { SIGNER } from '../tokens/signer.js';
import { UserAnswer } from './login-answers.js';
import { ClaimBody, DenialBody, ExchangeBody, ExchangeQuery, IdempotencyKey } from './login-schemas.js';

const IdempotencyHeader = ApiHeader({
  name: 'idempotency-key',
  required: false,
  description:
    'The same request with the same key returns the same login, within the lifetime of the ticket.',
});

const POLICY: RoutePolicy = {
  failures: 'pool',
  pages: true,
  credentials: ({ params, body }) => ({
    userPoolId: (params as { readonly userPoolId: string }).userPoolId,
    secret: (Object(body) as { readonly secret?: string }).secret,
  }),
};
const UserAddressHeader = ApiHeader({
  name: 'app2wxapp-client-address',
  required: false,
  description:
    'IP address of the user, for limits and events; accepted with the secret only. Without it the address of the caller counts.',
});

/** Redeems tickets: by the ticket itself, or by state and verifier when it did not reach the app. */
@Controller('oauth/app2wxapp')
export class RedemptionController implements RedeemDependencies {
  constructor(
    readonly pools: PoolRepository,
    readonly audit: AuditLog,
    @Inject(STORE) readonly store: AuthorityStore,
    @Inject(SESSIONS) readonly sessions: SessionStore,
    @Inject(SIGNER) readonly signer: TokenSigner,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(RANDOM) readonly random: Random,
  ) {}

  @Post('auth/:userPoolId')
  @HttpCode(200)
  @PublicRoute(POLICY)
  @ApiOperation({
    operationId: 'exchangeTicket',
    summary: 'Backend (in direct mode the app): ticket → user, once',
  })
  @IdempotencyHeader
  @UserAddressHeader
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
    const opened = await redeemTicket(this, {
      userPoolId,
      ticket: pickTicket([body.ticket, body.tickett, query.ticket]),
      secret: body.secret,
      codeVerifier: body.codeVerifier,
      idempotencyKey: parseIdempotencyKey(idempotencyKey),
      ip: readClientAddress(request),
    });
    return buildAnswer(opened, request);
  }

  @Post('claim/:userPoolId')
  @HttpCode(200)
  @PublicRoute(POLICY)
  @ApiOperation({
    operationId: 'claimLogin',
    summary: 'State and verifier of a bound launch → user, for an app that did not receive the ticket',
  })
  @IdempotencyHeader
  @UserAddressHeader
  @ApiOkResponse({ standardSchema: UserAnswer, description: 'Same response as the exchange' })
  async claim(
    @Param('userPoolId') userPoolId: string,
    @Body({ schema: ClaimBody }) body: z.output<typeof ClaimBody>,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const opened = await claimLogin(this, {
      ...body,
      userPoolId,
      idempotencyKey: parseIdempotencyKey(idempotencyKey),
      ip: readClientAddress(request),
    });
    return buildAnswer(opened, request);
  }

  @Post('denials/:userPoolId')
  @HttpCode(204)
  @PublicRoute({ pages: true })
  @ApiOperation({ operationId: 'denyLogin', summary: 'Mini program: the user denied a bound launch' })
  @ApiNoContentResponse({ description: 'Stored' })
  deny(
    @Param('userPoolId') userPoolId: string,
    @Body({ schema: DenialBody }) { state }: z.output<typeof DenialBody>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return denyLogin(this, { userPoolId, state, ip: readClientAddress(request) });
  }
}

/** Parses the `Idempotency-Key`. @throws {App2WxappError} `invalid_request` */
function parseIdempotencyKey(header: string | undefined): string | undefined {
  const result = IdempotencyKey.safeParse(header);
  if (result.success) return result.data;
  throw createInvalidRequest(
    result.error.issues.map(({ message }) => ({ path: ['Idempotency-Key'], message })),
  );
}

/** Picks the first ticket of a request; two different ones are rejected. */
function pickTicket(found: readonly (Ticket | undefined)[]): Ticket {
  const [ticket, ...others] = found.filter((value) => value !== undefined);
  if (ticket !== undefined && others.every((other) => other === ticket)) return ticket;
  throw new App2WxappError(
    'invalid_request',
    ticket === undefined ? 'Send the ticket in the body.' : 'Two different tickets were sent. Send one.',
  );
}

/**
 * Builds the response: the bare user, or in envelope style the user as a JSON string, as Authing's servers do. In
 * pools with refresh tokens, the user has one key more, `refreshToken`, at the end.
 */
function buildAnswer({ user, refreshToken, pool }: OpenedLogin, request: FastifyRequest): object {
  const answer = refreshToken === undefined ? user : { ...user, refreshToken };
  if (pool.responseStyle !== 'envelope') return answer;
  const message = SUCCESS_TEXTS.redeemed[pickLanguage(request.headers['accept-language'])];
  // Clients of that style read `unionid` without checking for it.
  return { code: 200, message, data: JSON.stringify({ ...answer, unionid: user.unionid ?? '' }) };
}
