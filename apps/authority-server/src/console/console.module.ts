import { Module, type NestModule } from '@nestjs/common';
import { ConsoleRoutes } from './console-routes.js';

/** Provides the operators' console, where it is built. */
@Module({ providers: [ConsoleRoutes] })
export class ConsoleModule implements NestModule {
  constructor(private readonly routes: ConsoleRoutes) {}

  configure(): Promise<void> {
    return this.routes.register();
  }
}
