import { createSealedBox } from '@app2wxapp/authority';
import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { LOGGER } from '../config/logger.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { DATABASE, ORM } from './database.js';
import { ExpiredRows } from './expired-rows.js';
import { Resealing } from './resealing.js';
import { BOX, openStorage, STORAGE, type Storage } from './storage.js';

/** Opens the database before any other module is created, and closes it after all of them. */
@Global()
@Module({
  providers: [
    ExpiredRows,
    { provide: STORAGE, useFactory: openStorage, inject: [SETTINGS, LOGGER] },
    { provide: DATABASE, useFactory: ({ database }: Storage) => database, inject: [STORAGE] },
    { provide: ORM, useFactory: ({ database }: Storage) => database.orm, inject: [STORAGE] },
    {
      provide: BOX,
      useFactory: ({ masterKey }: Storage, { MASTER_KEY_PREVIOUS }: Settings) =>
        createSealedBox(masterKey, MASTER_KEY_PREVIOUS),
      inject: [STORAGE, SETTINGS],
    },
    Resealing,
  ],
  exports: [STORAGE, DATABASE, ORM, BOX],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(STORAGE) private readonly storage: Storage) {}

  onApplicationShutdown(): Promise<void> {
    return this.storage.close();
  }
}
