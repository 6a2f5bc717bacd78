import { Module } from '@nestjs/common';
import { DATABASE } from '../database/database.js';
import { createSqlSessionStore, SESSIONS } from './sql-session-store.js';
import { createSqlStore, STORE } from './sql-store.js';

/** Provides the stores of the rules: tickets, accounts and sessions in SQL. */
@Module({
  providers: [
    { provide: STORE, useFactory: createSqlStore, inject: [DATABASE] },
    { provide: SESSIONS, useFactory: createSqlSessionStore, inject: [DATABASE] },
  ],
  exports: [STORE, SESSIONS],
})
export class StoreModule {}
