import { App2WxappModule, TokenAuthGuard } from '@app2wxapp/nest';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { AccountStore } from './accounts/account-store.js';
import { AuthController } from './auth/auth.controller.js';
import { ProblemFilter } from './boot/problem.filter.js';
import type { Settings } from './boot/settings.js';
import { HealthController } from './health/health.controller.js';

/** The whole app. Every route wants a token, except those that are `@Public()`. */
@Module({})
export class AppModule {
  static register(settings: Settings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        App2WxappModule.forRoot({
          authority: settings.APP2WXAPP_AUTHORITY,
          userPoolId: settings.APP2WXAPP_USER_POOL_ID,
          secret: settings.APP2WXAPP_SECRET,
          insecureHttpHosts: settings.APP2WXAPP_INSECURE_HTTP_HOSTS,
          ...(settings.APP2WXAPP_ISSUER !== undefined && { issuer: settings.APP2WXAPP_ISSUER }),
        }),
      ],
      controllers: [AuthController, HealthController],
      providers: [
        AccountStore,
        { provide: APP_GUARD, useClass: TokenAuthGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
