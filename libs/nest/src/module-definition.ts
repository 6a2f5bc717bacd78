import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { App2WxappModuleOptions } from './module-options.js';

/** The dynamic module's base class and the injection token of its options, as Nest builds them. */
export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<App2WxappModuleOptions>({ moduleName: 'App2Wxapp' })
    .setClassMethodName('forRoot')
    .setExtras({ isGlobal: true }, (definition, { isGlobal }) => ({ ...definition, global: isGlobal }))
    .build();
