import { Module } from '@nestjs/common';
import { OperatorModule } from '../operators/operator.module.js';
import { WechatModule } from '../wechat/wechat.module.js';
import { MiniProgramRepository } from './mini-program-repository.js';
import { MiniProgramController } from './mini-program.controller.js';
import { PoolRepository } from './pool-repository.js';
import { PoolSettingsRepository } from './pool-settings-repository.js';
import { PoolController } from './pool.controller.js';
import { SecretRepository } from './secret-repository.js';
import { SecretController } from './secret.controller.js';

/** User pools: how logins read them, and how operators change them. */
@Module({
  imports: [OperatorModule, WechatModule],
  controllers: [PoolController, SecretController, MiniProgramController],
  providers: [PoolRepository, MiniProgramRepository, PoolSettingsRepository, SecretRepository],
  exports: [PoolRepository, MiniProgramRepository, PoolSettingsRepository],
})
export class PoolModule {}
