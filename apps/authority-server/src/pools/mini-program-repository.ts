import type { MiniProgram, MiniPrograms, SealedBox } from '@app2wxapp/authority';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { BOX } from '../database/storage.js';
import { nameAppSecret } from '../database/sealed-purposes.js';
import { PoolRepository } from './pool-repository.js';

/** Mini programs: the authority's own from its settings, and those of the pools as logins read pools. */
@Injectable()
export class MiniProgramRepository implements MiniPrograms {
  constructor(
    private readonly pools: PoolRepository,
    @Inject(BOX) private readonly box: SealedBox,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async find(userPoolId: string | undefined): Promise<MiniProgram | undefined> {
    if (userPoolId === undefined) return this.findOwn();
    const pool = await this.pools.find(userPoolId);
    if (!pool?.appId || !pool.sealedAppSecret) return undefined;
    return { appId: pool.appId, appSecret: this.box.open(pool.sealedAppSecret, nameAppSecret(userPoolId)) };
  }

  private findOwn(): MiniProgram | undefined {
    const { WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret } = this.settings;
    return appId !== undefined && appSecret !== undefined ? { appId, appSecret } : undefined;
  }
}
