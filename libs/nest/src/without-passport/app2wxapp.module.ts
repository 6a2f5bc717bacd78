import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { App2WxappExceptionFilter } from '../app2wxapp-exception.filter.js';
import { Authenticator } from '../authenticator.js';
import { ConfigurableModuleClass } from '../module-definition.js';

/**
 * Gives an app the guards' {@link Authenticator}, everywhere unless `isGlobal` is `false`. Wrong options stop the start:
 * `invalid_options`.
 *
 * The same as the module of the package's main entry, for apps without Passport.
 *
 * @example
 * App2WxappModule.forRoot({ authority: 'https://login.example.com', userPoolId, secret })
 */
@Module({
  providers: [{ provide: APP_FILTER, useClass: App2WxappExceptionFilter }, Authenticator],
  exports: [Authenticator],
})
export class App2WxappModule extends ConfigurableModuleClass {}
