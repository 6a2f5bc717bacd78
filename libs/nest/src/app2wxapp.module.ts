import { App2WxappError } from '@app2wxapp/core';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { App2WxappExceptionFilter } from './app2wxapp-exception.filter.js';
import { Authenticator } from './authenticator.js';
import {
  ConfigurableModuleClass,
  MODULE_OPTIONS_TOKEN,
  type ASYNC_OPTIONS_TYPE,
  type OPTIONS_TYPE,
} from './module-definition.js';
import { TokenAuthGuard } from './token-auth.guard.js';
import { WiringCheck } from './wiring-check.js';

/**
 * Provides the guards' {@link Authenticator} and the {@link TokenAuthGuard} to an app, globally unless `isGlobal` is
 * `false`. Invalid options stop the start with `invalid_options`. The module is the same with and without Passport.
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
export class App2WxappModule extends ConfigurableModuleClass {
  /**
   * Configures the module with options, or an instance of a class. They are passed on unchanged, where Nest's own
   * method copies enumerable properties only.
   */
  static override forRoot(options: typeof OPTIONS_TYPE): DynamicModule {
    const { isGlobal } = Object(options) as typeof OPTIONS_TYPE;
    return super.forRootAsync({ useFactory: () => options, ...(isGlobal !== undefined && { isGlobal }) });
  }

  /**
   * Configures the module with options from a factory, or from a class with `create()`.
   *
   * @throws {App2WxappError} `invalid_options` where neither is present
   */
  static override forRootAsync(options: typeof ASYNC_OPTIONS_TYPE): DynamicModule {
    const { useFactory, useClass, useExisting } = Object(options) as typeof ASYNC_OPTIONS_TYPE;
    if ([useFactory, useClass, useExisting].some((source) => typeof source === 'function')) {
      const module = super.forRootAsync(options);
      return useFactory ? module : { ...module, providers: module.providers?.map(requireCreate) ?? [] };
    }
    throw new App2WxappError(
      'invalid_options',
      'App2WxappModule.forRootAsync needs "useFactory", "useClass" or "useExisting"; with options at hand call forRoot.',
    );
  }
}

/** Requires `create()` of an options class, which Nest would call without checking. */
function requireCreate(provider: Provider): Provider {
  if (!('useFactory' in provider) || provider.provide !== MODULE_OPTIONS_TOKEN) return provider;
  const useFactory = (source: object): unknown => {
    const { create } = source as { readonly create?: unknown };
    if (typeof create === 'function') return create.call(source);
    throw new App2WxappError(
      'invalid_options',
      `App2WxappModule.forRootAsync: ${source.constructor.name} must have create(), which returns the options.`,
    );
  };
  return { ...provider, useFactory };
}
