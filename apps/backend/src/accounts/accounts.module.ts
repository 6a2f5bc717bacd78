import { Module, type DynamicModule } from '@nestjs/common';
import type { Settings } from '../boot/settings.js';
import { AccountStore, DATABASE } from './account-store.js';
import { openDatabase } from './database.js';

/** Provides the accounts of this app. */
@Module({})
export class AccountsModule {
  /** Configures the module with an open database. */
  static register(settings: Settings): DynamicModule {
    return {
      module: AccountsModule,
      global: true,
      providers: [{ provide: DATABASE, useFactory: () => openDatabase(settings) }, AccountStore],
      exports: [AccountStore],
    };
  }
}
