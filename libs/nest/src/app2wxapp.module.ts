import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { App2WxappExceptionFilter } from './app2wxapp-exception.filter.js';
import { Authenticator } from './authenticator.js';
import { ConfigurableModuleClass } from './module-definition.js';
import { TokenAuthGuard } from './token-auth.guard.js';
import { WiringCheck } from './wiring-check.js';

/**
 * Gives an app the guards' {@link Authenticator} and the {@link TokenAuthGuard}, everywhere unless `isGlobal` is `false`.
 * Wrong options stop the start: `invalid_options`. With and without Passport it is the same module.
 *
 * @example
 * App2WxappModule.forRoot({ authority: 'https://login.example.com', userPoolId, secret })
 * @example
 * App2WxappModule.forRootAsync({ inject: [Config], useFactory: (config: Config) => config.app2wxapp })
 */
@Module({
  providers: [
    { provide: APP_FILTER, useClass: App2WxappExceptionFilter },
    Authenticator,
    TokenAuthGuard,
    WiringCheck,
  ],
  exports: [Authenticator, TokenAuthGuard],
})
export class App2WxappModule extends ConfigurableModuleClass {}
