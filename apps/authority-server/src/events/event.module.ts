import { Module } from '@nestjs/common';
import { MonitoringModule } from '../monitoring/monitoring.module.js';
import { OperatorModule } from '../operators/operator.module.js';
import { AuditLog } from './audit-log.js';
import { CountController } from './count.controller.js';
import { EventRepository } from './event-repository.js';
import { PoolHealthController } from './pool-health.controller.js';
import { PoolHealthRepository } from './pool-health-repository.js';
import { EventController } from './event.controller.js';

/** Events of logins: how they are recorded, and how operators read them. */
@Module({
  imports: [OperatorModule, MonitoringModule],
  controllers: [EventController, CountController, PoolHealthController],
  providers: [AuditLog, EventRepository, PoolHealthRepository],
  exports: [AuditLog],
})
export class EventModule {}
