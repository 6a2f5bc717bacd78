import type { ClientOptions } from '@app2wxapp/client';
import { App2WxappModule, TokenAuthGuard, type Validate } from '@app2wxapp/nest';
import {
  BadRequestException,
  Module,
  StandardSchemaValidationPipe,
  type DynamicModule,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AccountStore } from './accounts/account-store.js';
import { AccountsModule } from './accounts/accounts.module.js';
import { AuthController } from './auth/auth.controller.js';
import type { Visitor } from './auth/visitor.js';
import { ProblemFilter } from './boot/problem.filter.js';
import type { Settings } from './boot/settings.js';
import { HealthController } from './health/health.controller.js';
import { MeController } from './me/me.controller.js';
import { MySessionsController } from './me/my-sessions.controller.js';

/** Root module of the app. Every route requires a token, except those that are `@Public()`. */
@Module({})
export class AppModule {
  /** Configures the app with its settings and its open database. */
  static register(settings: Settings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        AccountsModule.register(settings),
        App2WxappModule.forRootAsync({
          inject: [AccountStore],
          useFactory: (accounts: AccountStore) => ({
            ...clientOptionsOf(settings),
            validate: createValidate(accounts),
          }),
        }),
      ],
      controllers: [AuthController, MeController, MySessionsController, HealthController],
      providers: [
        { provide: APP_GUARD, useExisting: TokenAuthGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useValue: new StandardSchemaValidationPipe({ exceptionFactory: toBadRequest }) },
      ],
    };
  }
}

function createValidate(accounts: AccountStore): Validate<Visitor> {
  return async (identity) => {
    const account = await accounts.load(identity);
    if (!account) return undefined;
    return identity.by === 'ticket'
      ? { account, refreshToken: identity.user.refreshToken }
      : { account, sessionId: identity.claims.sid };
  };
}

function clientOptionsOf(settings: Settings): ClientOptions {
  const connection = {
    authority: settings.APP2WXAPP_AUTHORITY,
    userPoolId: settings.APP2WXAPP_USER_POOL_ID,
    secret: settings.APP2WXAPP_SECRET,
    verification: settings.APP2WXAPP_VERIFICATION,
    onlineCacheSeconds: settings.APP2WXAPP_ONLINE_CACHE_SECONDS,
    insecureHttpHosts: settings.APP2WXAPP_INSECURE_HTTP_HOSTS,
  };
  const { APP2WXAPP_TOKEN_KEY: signingKey, APP2WXAPP_ISSUER: issuer } = settings;
  if (signingKey !== undefined) return { ...connection, algorithm: 'HS256', signingKey };
  return { ...connection, ...(issuer !== undefined && { issuer }) };
}

function toBadRequest(
  issues: readonly { readonly message: string; readonly path?: unknown }[],
): BadRequestException {
  const problems = issues.map(({ path, message }) =>
    Array.isArray(path) ? `${path.join('.')}: ${message}` : message,
  );
  return new BadRequestException(problems.join('; '));
}
