import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { App2WxappExceptionFilter } from '../app2wxapp-exception.filter.js';
import { Authenticator } from '../authenticator.js';
import { TokenAuthGuard } from '../token-auth.guard.js';
import { TestAuthenticator } from './test-authenticator.js';

/**
 * Replaces `App2WxappModule` where a test builds only a part of the app.
 *
 * @example
 * Test.createTestingModule({ imports: [App2WxappTestingModule.forUser({ id: 1 })], controllers: [OrdersController] })
 */
@Module({})
export class App2WxappTestingModule {
  /**
   * Configures the module with the user of every request.
   *
   * @param user value that `@CurrentUser()` injects; see {@link TestAuthenticator}
   */
  static forUser(user: unknown): DynamicModule {
    return {
      module: App2WxappTestingModule,
      global: true,
      providers: [
        { provide: Authenticator, useValue: new TestAuthenticator(user) },
        { provide: APP_FILTER, useClass: App2WxappExceptionFilter },
        TokenAuthGuard,
      ],
      exports: [Authenticator, TokenAuthGuard],
    };
  }
}
