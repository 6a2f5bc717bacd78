import { issueTicket, requirePool } from '@app2wxapp/authority';
import type { IssuedTicket, PoolInfo } from '@app2wxapp/core';
import { pickLanguage } from '@app2wxapp/core/server';
import { Body, Controller, Get, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AUTHORITY, type Authority } from '../boot/authority.js';
import { IssuedTicketAnswer, PoolInfoAnswer } from './answer-schemas.js';
import { SUCCESS_TEXTS } from '../http/language.js';
import { IssueBody } from './schemas.js';

/** With an `avatarTicket` only where the pool asks for a picture. */
type IssueAnswer = Omit<IssuedTicket, 'avatarTicket'> & Partial<Pick<IssuedTicket, 'avatarTicket'>>;

/** What a mini program asks. */
@Controller('oauth/app2wxapp')
export class IssueController {
  constructor(@Inject(AUTHORITY) private readonly authority: Authority) {}

  @Get('pools/:userPoolId')
  @ApiOperation({ operationId: 'findPool', summary: 'Mini program: what the consent page shows' })
  @ApiOkResponse({ standardSchema: PoolInfoAnswer })
  async findPool(@Param('userPoolId') userPoolId: string, @Req() { ip }: FastifyRequest): Promise<PoolInfo> {
    const { name, logo, requirePhone, askProfile } = await requirePool(this.authority.pools, userPoolId);
    this.authority.audit.record({ type: 'opened', userPoolId, ip });
    return { name, logo, requirePhone, askProfile };
  }

  @Post('tickets/:userPoolId')
  @ApiOperation({ operationId: 'issueTicket', summary: 'Mini program: login code of WeChat → ticket' })
  @ApiCreatedResponse({ standardSchema: IssuedTicketAnswer })
  async issue(
    @Param('userPoolId') userPoolId: string,
    @Body({ schema: IssueBody }) body: z.output<typeof IssueBody>,
    @Req() request: FastifyRequest,
  ): Promise<IssueAnswer> {
    const issued = await issueTicket(this.authority, { ...body, userPoolId, ip: request.ip });
    const { ticket, expiresIn, avatarOf: accountId } = issued;
    const message = SUCCESS_TEXTS.issued[pickLanguage(request.headers['accept-language'])];
    if (accountId === undefined) return { ticket, expiresIn, message };
    const avatarTicket = this.authority.avatarTickets.create({ userPoolId, accountId });
    return { ticket, expiresIn, message, avatarTicket };
  }
}
