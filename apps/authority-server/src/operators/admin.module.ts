/** The operators' API under `/admin`: who may look into the pools, their users and events, and change them. */
import { Module, type DynamicModule } from '@nestjs/common';
import { AUTHORITY, type Authority } from '../boot/authority.js';
import { CountController } from '../events/count.controller.js';
import { EventController } from '../events/event.controller.js';
import { EventRepository } from '../events/event-repository.js';
import { MiniProgramController } from '../pools/mini-program.controller.js';
import { OperationLog } from './operation-log.js';
import { OperatorController } from './operator.controller.js';
import { OperatorGuard } from './operator.guard.js';
import { OperatorRepository } from './operator-repository.js';
import { PoolController } from '../pools/pool.controller.js';
import { PoolSettingsRepository } from '../pools/pool-settings-repository.js';
import { SecretController } from '../pools/secret.controller.js';
import { SecretRepository } from '../pools/secret-repository.js';
import { SessionController, SignInController } from './session.controller.js';
import { SigningKeyController } from '../tokens/signing-key.controller.js';
import { UserController } from '../users/user.controller.js';
import { UserRepository } from '../users/user-repository.js';
import { UserSessionController } from '../users/user-session.controller.js';

/** Every route asks {@link OperatorGuard}; what a reader may not do, the guard refuses. */
@Module({
  controllers: [
    SignInController,
    SessionController,
    OperatorController,
    PoolController,
    SecretController,
    MiniProgramController,
    UserController,
    UserSessionController,
    EventController,
    CountController,
    SigningKeyController,
  ],
})
export class AdminModule {
  static forRoot(authority: Authority): DynamicModule {
    return {
      module: AdminModule,
      providers: [
        { provide: AUTHORITY, useValue: authority },
        OperatorGuard,
        OperatorRepository,
        OperationLog,
        PoolSettingsRepository,
        SecretRepository,
        UserRepository,
        EventRepository,
      ],
    };
  }
}
