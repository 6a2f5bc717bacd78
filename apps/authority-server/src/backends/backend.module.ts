import { Module } from '@nestjs/common';
import { EventModule } from '../events/event.module.js';
import { PoolModule } from '../pools/pool.module.js';
import { UserModule } from '../users/user.module.js';
import { BackendUserController } from './backend-user.controller.js';

/** Users of a pool, for the pool's backend. */
@Module({ imports: [EventModule, PoolModule, UserModule], controllers: [BackendUserController] })
export class BackendModule {}
