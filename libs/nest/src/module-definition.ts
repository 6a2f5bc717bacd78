import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { App2WxappModuleOptions } from './module-options.js';

/** Base class of the dynamic module, the injection token of its options, and their types, as Nest builds them. */
export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, OPTIONS_TYPE, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<App2WxappModuleOptions>({ moduleName: 'App2Wxapp' })
    .setClassMethodName('forRoot')
    .setExtras({ isGlobal: true }, (definition, { isGlobal }) => ({ ...definition, global: isGlobal }))
    .build();
