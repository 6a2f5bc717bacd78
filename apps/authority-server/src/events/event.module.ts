import { Module } from '@nestjs/common';
import { MonitoringModule } from '../monitoring/monitoring.module.js';
import { OperatorModule } from '../operators/operator.module.js';
import { AuditLog } from './audit-log.js';
import { CountController } from './count.controller.js';
import { EventRepository } from './event-repository.js';
import { EventController } from './event.controller.js';

/** Events of logins: how they are recorded, and how operators read them. */
@Module({
  imports: [OperatorModule, MonitoringModule],
  controllers: [EventController, CountController],
  providers: [AuditLog, EventRepository],
  exports: [AuditLog],
})
export class EventModule {}
