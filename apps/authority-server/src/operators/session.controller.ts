import { App2WxappError } from '@app2wxapp/core';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Caller, Operator } from './operator.js';
import { OperatorSessionList, OperatorView, SignIn } from './operator-schemas.js';
import { OperatorSessionRepository } from './operator-session-repository.js';
import {
  CurrentCaller,
  CurrentOperator,
  ForReaders,
  ForVisitors,
  MaybeOperator,
  NeedsProof,
  OperatorRoutes,
  SelectsPools,
} from './operator.guard.js';
import { SessionCookie } from './session-cookie.js';
import { TokenCheck } from './token-check.js';
import { viewOperator } from './view-operator.js';

/** Sessions of the operator who sends the request. */
@Controller('admin')
@OperatorRoutes('session')
export class SessionController {
  constructor(
    private readonly sessions: OperatorSessionRepository,
    private readonly tokens: TokenCheck,
    private readonly cookie: SessionCookie,
  ) {}

  @Get('session')
  @ForVisitors()
  @SelectsPools()
  @ApiOperation({ operationId: 'findSession', summary: 'Operator that is signed in' })
  @ApiOkResponse({ standardSchema: OperatorView })
  @ApiNoContentResponse({ description: 'No operator is signed in with this browser' })
  find(
    @MaybeOperator() operator: Operator | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): z.output<typeof OperatorView> | undefined {
    if (operator) return viewOperator(operator);
    void reply.status(204);
    return undefined;
  }

  @Delete('session')
  @HttpCode(204)
  @ForReaders()
  @SelectsPools()
  @ApiOperation({ operationId: 'signOut', summary: 'Sign out: the cookie is invalid from then on' })
  @ApiNoContentResponse()
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const value = this.cookie.read(request);
    if (value !== undefined) await this.sessions.close(value);
    void reply.header('set-cookie', this.cookie.write(request));
  }

  @Post('session/confirmation')
  @HttpCode(204)
  @ForReaders()
  @SelectsPools()
  @ApiOperation({
    operationId: 'confirmSession',
    summary:
      'Present the operator token again, for operations marked `x-needs-proof`; valid for five minutes, sets a new cookie',
  })
  @ApiNoContentResponse()
  async confirm(
    @Body({ schema: SignIn }) { token }: z.output<typeof SignIn>,
    @CurrentCaller() { operator, session }: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (!session) throw new App2WxappError('invalid_request', 'Only a browser session can be confirmed.');
    await this.tokens.requireLastingToken(token, request, operator.id);
    void reply.header('set-cookie', this.cookie.write(request, await this.sessions.confirm(session.id)));
  }

  @Get('sessions')
  @SelectsPools()
  @ApiOperation({ operationId: 'listOwnSessions', summary: 'Browser sessions of the operator, newest first' })
  @ApiOkResponse({ standardSchema: OperatorSessionList })
  async list(@CurrentCaller() { operator, session }: Caller): Promise<z.output<typeof OperatorSessionList>> {
    const items = await this.sessions.list(operator.id);
    return {
      items: items.map(({ id, ip, createdAt, lastUsedAt, expiresAt }) => ({
        id,
        ip,
        createdAt: createdAt.toISOString(),
        lastUsedAt: lastUsedAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
        current: id === session?.id,
      })),
    };
  }

  @Delete('sessions')
  @HttpCode(204)
  @ForReaders()
  @SelectsPools()
  @NeedsProof()
  @ApiOperation({ operationId: 'endOwnSessions', summary: 'Sign the operator out everywhere' })
  @ApiNoContentResponse()
  async endAll(@CurrentOperator() { id }: Operator): Promise<void> {
    await this.sessions.end(id);
  }

  @Delete('sessions/:sessionId')
  @HttpCode(204)
  @ForReaders()
  @SelectsPools()
  @NeedsProof()
  @ApiOperation({ operationId: 'endOwnSession', summary: 'Sign the operator out of one browser' })
  @ApiNoContentResponse()
  async endOne(@CurrentOperator() { id }: Operator, @Param('sessionId') sessionId: string): Promise<void> {
    // No text column accepts U+0000, and no session has such an id.
    if (/^[\w-]{1,64}$/.test(sessionId) && (await this.sessions.end(id, sessionId)) > 0) return;
    throw new App2WxappError('invalid_request', 'The operator has no such session.', { status: 404 });
  }
}
