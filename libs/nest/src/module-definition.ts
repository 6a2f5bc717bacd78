import type { ClientOptions } from '@app2wxapp/client';
import { ConfigurableModuleBuilder } from '@nestjs/common';

/** What the module needs to know: the authority, the user pool and its secret. */
export type App2WxappModuleOptions = ClientOptions;

/** The dynamic module's base class and the injection token of its options, as Nest builds them. */
export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<App2WxappModuleOptions>({ moduleName: 'App2Wxapp' })
    .setClassMethodName('forRoot')
    .setExtras({ isGlobal: true }, (definition, { isGlobal }) => ({ ...definition, global: isGlobal }))
    .build();
