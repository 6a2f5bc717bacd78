import { Module, type NestModule } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.js';

/** What load balancers and Prometheus ask. */
@Module({ controllers: [HealthController], providers: [Metrics], exports: [Metrics] })
export class MonitoringModule implements NestModule {
  constructor(private readonly metrics: Metrics) {}

  configure(): void {
    this.metrics.register();
  }
}
