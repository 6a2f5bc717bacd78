import { Module, type NestModule } from '@nestjs/common';
import { LimitsModule } from '../limits/limits.module.js';
import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.js';

/** Health checks and metrics. */
@Module({
  imports: [LimitsModule],
  controllers: [HealthController],
  providers: [Metrics],
  exports: [Metrics],
})
export class MonitoringModule implements NestModule {
  constructor(private readonly metrics: Metrics) {}

  configure(): void {
    this.metrics.register();
  }
}
