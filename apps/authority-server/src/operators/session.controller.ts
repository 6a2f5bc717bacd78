import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiExtension,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { PUBLIC_URL, type PublicUrl } from '../config/public-url.js';
import { OperatorView, SignIn } from './operator-schemas.js';
import { OperationLog } from './operation-log.js';
import { OperatorRepository, type Operator } from './operator-repository.js';
import { CurrentOperator, ForReaders, OperatorRoutes } from './operator.guard.js';
import { readSessionToken, writeSessionCookie } from './session-cookie.js';
import { TokenCheck } from './token-check.js';
import { viewOperator } from './view-operator.js';
import { readClientAddress } from '../config/client-address.js';

type View = z.output<typeof OperatorView>;

/** Signing in to the console. No guard: the token is in the body. */
@Controller('admin/session')
@ApiTags('session')
export class SignInController {
  constructor(
    private readonly operators: OperatorRepository,
    private readonly tokens: TokenCheck,
    private readonly log: OperationLog,
    @Inject(PUBLIC_URL) private readonly publicUrl: PublicUrl,
  ) {}

  @Post()
  @ApiOperation({ operationId: 'signIn', summary: 'Sign a browser in by an operator token, with a cookie' })
  @ApiExtension('x-role', 'any')
  @ApiCreatedResponse({ standardSchema: OperatorView })
  async signIn(
    @Body({ schema: SignIn }) { token }: z.output<typeof SignIn>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<View> {
    const operator = await this.tokens.requireOperator(token, request);
    const before = readSessionToken(request);
    if (before !== undefined) await this.operators.closeSession(before);
    await this.log.record({ type: 'operator_signed_in', operator, ip: readClientAddress(request) });
    const opened = { token: await this.operators.openSession(operator), publicUrl: this.publicUrl() };
    void reply.header('set-cookie', writeSessionCookie(request, opened));
    return viewOperator(operator);
  }
}

/** The session of the operator who is signed in. */
@Controller('admin/session')
@OperatorRoutes('session')
export class SessionController {
  constructor(
    private readonly operators: OperatorRepository,
    @Inject(PUBLIC_URL) private readonly publicUrl: PublicUrl,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'findSession', summary: 'Who is signed in' })
  @ApiOkResponse({ standardSchema: OperatorView })
  find(@CurrentOperator() operator: Operator): View {
    return viewOperator(operator);
  }

  @Delete()
  @HttpCode(204)
  @ForReaders()
  @ApiOperation({ operationId: 'signOut', summary: 'Sign out: the cookie is no longer valid' })
  @ApiNoContentResponse()
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const token = readSessionToken(request);
    if (token !== undefined) await this.operators.closeSession(token);
    const publicUrl = this.publicUrl();
    void reply.header('set-cookie', writeSessionCookie(request, { publicUrl }));
  }
}
