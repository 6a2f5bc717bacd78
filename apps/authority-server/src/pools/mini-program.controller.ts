import { App2WxappError } from '@app2wxapp/core';
import { Body, Controller, Delete, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { checkMiniProgram } from '../wechat/check-mini-program.js';
import { WechatApi } from '../wechat/wechat-api.js';
import { MiniProgramRepository } from './mini-program-repository.js';
import { AuditEntry, Audited, CurrentEntry } from '../operators/audited.js';
import { NeedsProof, OperatorRoutes } from '../operators/operator.guard.js';
import { MiniProgramCheck, MiniProgramCredentials, Pool } from './pool-schemas.js';
import { PoolSettingsRepository } from './pool-settings-repository.js';
import { ApiIfMatch, ExpectedVersion, IfMatch, SendsVersion } from './pool-version.js';

/** Mini program of a pool, for launches with `useSelfWxapp=1`. */
@Controller('admin/pools/:userPoolId/mini-program')
@OperatorRoutes('pools')
@SendsVersion()
export class MiniProgramController {
  constructor(
    private readonly miniPrograms: MiniProgramRepository,
    private readonly wechat: WechatApi,
    private readonly pools: PoolSettingsRepository,
  ) {}

  @Put()
  @NeedsProof()
  @Audited('mini_program_changed')
  @ApiOperation({
    operationId: 'setMiniProgram',
    summary: "Set the pool's own mini program; the AppSecret is stored encrypted and never shown again",
  })
  @ApiIfMatch()
  @ApiOkResponse({ standardSchema: Pool })
  set(
    @Param('userPoolId') userPoolId: string,
    @IfMatch() expected: ExpectedVersion,
    @Body({ schema: MiniProgramCredentials }) credentials: z.output<typeof MiniProgramCredentials>,
    @CurrentEntry() entry: AuditEntry,
  ): Promise<z.output<typeof Pool>> {
    entry.what = ['set'];
    return this.pools.setMiniProgram(userPoolId, credentials, expected);
  }

  @Delete()
  @NeedsProof()
  @Audited('mini_program_changed')
  @ApiOperation({ operationId: 'removeMiniProgram', summary: "Remove the pool's own mini program" })
  @ApiIfMatch()
  @ApiOkResponse({ standardSchema: Pool })
  remove(
    @Param('userPoolId') userPoolId: string,
    @IfMatch() expected: ExpectedVersion,
    @CurrentEntry() entry: AuditEntry,
  ): Promise<z.output<typeof Pool>> {
    entry.what = ['removed'];
    return this.pools.setMiniProgram(userPoolId, undefined, expected);
  }

  @Post('check')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'checkMiniProgram',
    summary: 'Check AppID and AppSecret by requesting an access token from WeChat',
  })
  @ApiOkResponse({ standardSchema: MiniProgramCheck })
  async check(@Param('userPoolId') userPoolId: string): Promise<z.output<typeof MiniProgramCheck>> {
    await this.pools.find(userPoolId);
    const miniProgram = await this.miniPrograms.find(userPoolId);
    if (miniProgram) return checkMiniProgram(this.wechat, miniProgram);
    throw new App2WxappError('invalid_request', 'The pool has no mini program of its own. Set it first.', {
      status: 409,
    });
  }
}
