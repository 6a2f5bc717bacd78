import { createAvatarTickets, type Clock } from '@app2wxapp/authority';
import { Module, type NestModule } from '@nestjs/common';
import { CLOCK } from '../config/system.js';
import { STORAGE, type Storage } from '../database/storage.js';
import { EventModule } from '../events/event.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { PoolModule } from '../pools/pool.module.js';
import { StoreModule } from '../store/store.module.js';
import { TokenModule } from '../tokens/token.module.js';
import { WechatModule } from '../wechat/wechat.module.js';
import { AVATAR_TICKETS, AvatarRoutes } from './avatar-routes.js';
import { IssueController } from './issue.controller.js';
import { RedemptionController } from './redemption.controller.js';

/** Logins: tickets are issued, exchanged and claimed; a picture may follow. */
@Module({
  imports: [EventModule, LimitsModule, PoolModule, StoreModule, TokenModule, WechatModule],
  controllers: [IssueController, RedemptionController],
  providers: [
    AvatarRoutes,
    {
      provide: AVATAR_TICKETS,
      useFactory: ({ masterKey }: Storage, clock: Clock) => createAvatarTickets(masterKey, clock),
      inject: [STORAGE, CLOCK],
    },
  ],
})
export class LoginModule implements NestModule {
  constructor(private readonly avatars: AvatarRoutes) {}

  configure(): Promise<void> {
    return this.avatars.register();
  }
}
