import { Module } from '@nestjs/common';
import { LimitsModule } from '../limits/limits.module.js';
import { MonitoringModule } from '../monitoring/monitoring.module.js';
import { OperationLog } from './operation-log.js';
import { OperatorController } from './operator.controller.js';
import { OperatorRepository } from './operator-repository.js';
import { OperatorSessionRepository } from './operator-session-repository.js';
import { OperatorTokenController } from './operator-token.controller.js';
import { OperatorTokenRepository } from './operator-token-repository.js';
import { SessionController } from './session.controller.js';
import { SessionCookie } from './session-cookie.js';
import { SignInController } from './sign-in.controller.js';
import { TokenCheck } from './token-check.js';

/** Operators: their accounts, their sign-in, and the log of their actions. */
@Module({
  imports: [LimitsModule, MonitoringModule],
  controllers: [SignInController, SessionController, OperatorController, OperatorTokenController],
  providers: [
    OperatorRepository,
    OperatorTokenRepository,
    OperatorSessionRepository,
    OperationLog,
    SessionCookie,
    TokenCheck,
  ],
  exports: [OperationLog, OperatorSessionRepository, SessionCookie, TokenCheck],
})
export class OperatorModule {}
