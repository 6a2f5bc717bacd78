import { systemClock, systemRandom } from '@app2wxapp/authority';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyBaseLogger } from 'fastify';
import { LOGGER } from './logger.js';
import { createPublicUrl, PUBLIC_URL } from './public-url.js';
import { Scheduler } from './scheduler.js';
import { SETTINGS, type Settings } from './settings.js';
import { CLOCK, RANDOM } from './system.js';

/** Provides the settings, the logger and the machine's clock and random source to every module. */
@Global()
@Module({})
export class ConfigModule {
  /** Configures the module with settings and logger. */
  static forRoot(settings: Settings, logger: FastifyBaseLogger): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        Scheduler,
        { provide: SETTINGS, useValue: settings },
        { provide: LOGGER, useValue: logger },
        { provide: CLOCK, useValue: systemClock },
        { provide: RANDOM, useValue: systemRandom },
        { provide: PUBLIC_URL, useFactory: createPublicUrl, inject: [SETTINGS, HttpAdapterHost] },
      ],
      exports: [Scheduler, SETTINGS, LOGGER, CLOCK, RANDOM, PUBLIC_URL],
    };
  }
}
