import { App2WxappError } from '@app2wxapp/core';
import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiExtension, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { readClientAddress } from '../config/client-address.js';
import { OperationLog } from './operation-log.js';
import { SignedIn, SignIn } from './operator-schemas.js';
import { OperatorSessionRepository } from './operator-session-repository.js';
import { OperatorTokenRepository } from './operator-token-repository.js';
import { SessionCookie } from './session-cookie.js';
import { TokenCheck } from './token-check.js';
import { viewOperator } from './view-operator.js';

/** Signs operators in to the console. Without the guard: the token is in the body. */
@Controller('admin/session')
@ApiTags('session')
export class SignInController {
  constructor(
    private readonly sessions: OperatorSessionRepository,
    private readonly tokens: OperatorTokenRepository,
    private readonly check: TokenCheck,
    private readonly cookie: SessionCookie,
    private readonly log: OperationLog,
  ) {}

  @Post()
  @ApiOperation({
    operationId: 'signIn',
    summary:
      'Sign a browser in with an operator token, which sets a cookie; a one-time token returns a lasting token',
  })
  @ApiExtension('x-role', 'any')
  @ApiCreatedResponse({ standardSchema: SignedIn })
  async signIn(
    @Body({ schema: SignIn }) { token }: z.output<typeof SignIn>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.output<typeof SignedIn>> {
    const found = await this.check.requireToken(token, request);
    const { operator } = found;
    const lasting = found.isFirst ? await this.tokens.redeemFirst(found) : undefined;
    if (found.isFirst && !lasting) {
      throw new App2WxappError(
        'invalid_operator',
        'The token was for one sign-in and is consumed. Use the lasting token.',
      );
    }
    const ip = readClientAddress(request);
    const before = this.cookie.read(request);
    if (before !== undefined) await this.sessions.close(before);
    await this.log.record({ type: 'operator_signed_in', operator, ip });
    const opened = await this.sessions.open({ ...(lasting ?? found), operator }, ip);
    void reply.header('set-cookie', this.cookie.write(request, opened));
    return { ...viewOperator(operator), ...(lasting && { token: lasting.token }) };
  }
}
