import { createTokenSigner } from '@app2wxapp/authority';
import { Module } from '@nestjs/common';
import { PUBLIC_URL } from '../config/public-url.js';
import { RANDOM } from '../config/system.js';
import { EventModule } from '../events/event.module.js';
import { PoolModule } from '../pools/pool.module.js';
import { StoreModule } from '../store/store.module.js';
import { KeyRepository } from './key-repository.js';
import { KeySetController } from './key-set.controller.js';
import { MetadataController } from './metadata.controller.js';
import { SIGNER } from './signer.js';
import { TokenController } from './token.controller.js';

/** Tokens: their signatures, and the calls of a backend about them. */
@Module({
  imports: [EventModule, PoolModule, StoreModule],
  controllers: [TokenController, KeySetController, MetadataController],
  providers: [
    KeyRepository,
    { provide: SIGNER, useFactory: createTokenSigner, inject: [PUBLIC_URL, KeyRepository, RANDOM] },
  ],
  exports: [KeyRepository, SIGNER],
})
export class TokenModule {}
