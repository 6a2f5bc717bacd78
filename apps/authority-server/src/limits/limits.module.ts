import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { LOGGER } from '../config/logger.js';
import { SETTINGS } from '../config/settings.js';
import { openRateLimits, RATE_LIMITS, type RateLimits } from './rate-limits.js';

/** Provides the counters of requests. */
@Module({
  providers: [{ provide: RATE_LIMITS, useFactory: openRateLimits, inject: [SETTINGS, LOGGER] }],
  exports: [RATE_LIMITS],
})
export class LimitsModule implements OnApplicationShutdown {
  constructor(@Inject(RATE_LIMITS) private readonly limits: RateLimits) {}

  onApplicationShutdown(): Promise<void> {
    return this.limits.close();
  }
}
