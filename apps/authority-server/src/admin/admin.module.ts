/** The operators' API under `/admin`: who may look into the pools, their users and events, and change them. */
import { Module, type DynamicModule } from '@nestjs/common';
import { AUTHORITY, type Authority } from '../boot/authority.js';
import { OperatorGuard } from './operator.guard.js';
import { OperatorRepository } from './operator-repository.js';
import { SessionController } from './session.controller.js';

/** Every route asks {@link OperatorGuard}; what a reader may not do, the guard refuses. */
@Module({ controllers: [SessionController] })
export class AdminModule {
  static forRoot(authority: Authority): DynamicModule {
    return {
      module: AdminModule,
      providers: [{ provide: AUTHORITY, useValue: authority }, OperatorGuard, OperatorRepository],
    };
  }
}
