import { Module } from '@nestjs/common';
import { EventModule } from '../events/event.module.js';
import { PoolModule } from '../pools/pool.module.js';
import { UserModule } from '../users/user.module.js';
import { BackendUserController } from './backend-user.controller.js';

/** The users of a pool, one at a time, for the pool's backend. */
@Module({ imports: [EventModule, PoolModule, UserModule], controllers: [BackendUserController] })
export class BackendModule {}
