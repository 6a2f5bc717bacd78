import { Module } from '@nestjs/common';
import { LimitsModule } from '../limits/limits.module.js';
import { OperatorModule } from '../operators/operator.module.js';
import { PoolModule } from '../pools/pool.module.js';
import { UserRepository } from './user-repository.js';
import { UserSessionController } from './user-session.controller.js';
import { UserController } from './user.controller.js';

/** Users of pools, for operators. */
@Module({
  imports: [LimitsModule, OperatorModule, PoolModule],
  controllers: [UserController, UserSessionController],
  providers: [UserRepository],
  exports: [UserRepository],
})
export class UserModule {}
