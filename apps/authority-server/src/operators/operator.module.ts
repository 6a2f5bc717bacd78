import { Module } from '@nestjs/common';
import { LimitsModule } from '../limits/limits.module.js';
import { MonitoringModule } from '../monitoring/monitoring.module.js';
import { OperationLog } from './operation-log.js';
import { OperatorRepository } from './operator-repository.js';
import { OperatorController } from './operator.controller.js';
import { SessionController, SignInController } from './session.controller.js';
import { TokenCheck } from './token-check.js';

/** Operators: who they are, how they sign in, and the log of what they did. */
@Module({
  imports: [LimitsModule, MonitoringModule],
  controllers: [SignInController, SessionController, OperatorController],
  providers: [OperatorRepository, OperationLog, TokenCheck],
  exports: [OperatorRepository, OperationLog, TokenCheck],
})
export class OperatorModule {}
