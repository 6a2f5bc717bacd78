import { Module } from '@nestjs/common';
import { OperationLog } from './operation-log.js';
import { OperatorRepository } from './operator-repository.js';
import { OperatorController } from './operator.controller.js';
import { SessionController, SignInController } from './session.controller.js';

/** Operators: who they are, how they sign in, and the log of what they did. */
@Module({
  controllers: [SignInController, SessionController, OperatorController],
  providers: [OperatorRepository, OperationLog],
  exports: [OperatorRepository, OperationLog],
})
export class OperatorModule {}
