import type { Clock } from '@app2wxapp/authority';
import { Module } from '@nestjs/common';
import type { FastifyBaseLogger } from 'fastify';
import { LOGGER } from '../config/logger.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { CLOCK } from '../config/system.js';
import { LimitsModule } from '../limits/limits.module.js';
import { RATE_LIMITS, type RateLimits } from '../limits/rate-limits.js';
import { createWechatClient, WECHAT } from './http-wechat-client.js';
import { limitWechatClient } from './limited-wechat-client.js';
import { WechatApi } from './wechat-api.js';

/** Provides WeChat: the client of the rules, and the API that it calls. */
@Module({
  imports: [LimitsModule],
  providers: [
    {
      provide: WechatApi,
      useFactory: (settings: Settings, logger: FastifyBaseLogger) =>
        new WechatApi(settings.WECHAT_API_URL, logger),
      inject: [SETTINGS, LOGGER],
    },
    {
      provide: WECHAT,
      useFactory: (api: WechatApi, clock: Clock, limits: RateLimits) =>
        limitWechatClient(createWechatClient(api, clock), limits),
      inject: [WechatApi, CLOCK, RATE_LIMITS],
    },
  ],
  exports: [WechatApi, WECHAT],
})
export class WechatModule {}
