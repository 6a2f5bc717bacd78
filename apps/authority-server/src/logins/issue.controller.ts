import {
  issueTicket,
  requirePool,
  type AuthorityStore,
  type AvatarTickets,
  type Clock,
  type IssueDependencies,
  type Random,
  type WechatClient,
} from '@app2wxapp/authority';
import type { IssuedTicket, PoolInfo } from '@app2wxapp/core';
import { pickLanguage } from '@app2wxapp/core/server';
import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { readClientAddress } from '../config/client-address.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { SharedDeadlines } from '../config/shared-deadlines.js';
import { CLOCK, RANDOM } from '../config/system.js';
import { AuditLog } from '../events/audit-log.js';
import { PublicRoute } from '../http/route-policy.js';
import { SUCCESS_TEXTS } from '../answers/answer-texts.js';
import { MiniProgramRepository } from '../pools/mini-program-repository.js';
import { PoolRepository } from '../pools/pool-repository.js';
import { STORE } from '../store/sql-store.js';
import { WECHAT } from '../wechat/http-wechat-client.js';
import { AVATAR_TICKETS } from './avatar-routes.js';
import { IssuedTicketAnswer, PoolInfoAnswer } from './login-answers.js';
import { IssueBody } from './login-schemas.js';

/** Response with a ticket; `avatarTicket` only in pools that ask for a picture. */
type IssueAnswer = Omit<IssuedTicket, 'avatarTicket'> & Partial<Pick<IssuedTicket, 'avatarTicket'>>;

/** Fraction of a request's time after which every call to WeChat is aborted. */
const WECHAT_SHARE = 0.75;
/**
 * Fraction of a request's time by which calls to WeChat may be aborted earlier, so that several requests share a
 * deadline.
 */
const SHARED_PART = 1 / 32;

/** Calls of a mini program. */
@Controller('oauth/app2wxapp')
export class IssueController implements IssueDependencies {
  private readonly deadlines: SharedDeadlines;

  constructor(
    readonly pools: PoolRepository,
    readonly miniPrograms: MiniProgramRepository,
    readonly audit: AuditLog,
    @Inject(WECHAT) readonly wechat: WechatClient,
    @Inject(STORE) readonly store: AuthorityStore,
    @Inject(AVATAR_TICKETS) private readonly avatarTickets: AvatarTickets,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(RANDOM) readonly random: Random,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.deadlines = new SharedDeadlines(settings.REQUEST_TIMEOUT_MS * SHARED_PART);
  }

  @Get('pools/:userPoolId')
  @PublicRoute({ pages: true })
  @ApiOperation({ operationId: 'findPool', summary: 'Mini program: what the consent page shows' })
  @ApiOkResponse({ standardSchema: PoolInfoAnswer })
  async findPool(@Param('userPoolId') userPoolId: string, @Req() request: FastifyRequest): Promise<PoolInfo> {
    const { name, logo, requirePhone, askProfile } = await requirePool(this.pools, userPoolId);
    this.audit.record({ type: 'opened', userPoolId, ip: readClientAddress(request) });
    return { name, logo, requirePhone, askProfile };
  }

  @Post('tickets/:userPoolId')
  @PublicRoute({ pages: true })
  @ApiOperation({ operationId: 'issueTicket', summary: 'Mini program: login code of WeChat → ticket' })
  @ApiCreatedResponse({ standardSchema: IssuedTicketAnswer })
  async issue(
    @Param('userPoolId') userPoolId: string,
    @Body({ schema: IssueBody }) body: z.output<typeof IssueBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IssueAnswer> {
    const ip = readClientAddress(request);
    // The rest of the time is for the database.
    const wechatMs = Math.max(0, this.settings.REQUEST_TIMEOUT_MS * WECHAT_SHARE - reply.elapsedTime);
    const signal = this.deadlines.after(wechatMs);
    const issued = await issueTicket(this, { ...body, userPoolId, ip, signal });
    const { ticket, expiresIn, avatarOf: accountId } = issued;
    const message = SUCCESS_TEXTS.issued[pickLanguage(request.headers['accept-language'])];
    if (accountId === undefined) return { ticket, expiresIn, message };
    const avatarTicket = this.avatarTickets.create({ userPoolId, accountId });
    return { ticket, expiresIn, message, avatarTicket };
  }
}
