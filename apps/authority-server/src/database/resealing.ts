import { createSealedBox, nameSigningKey, type SealedBox } from '@app2wxapp/authority';
import { App2WxappError } from '@app2wxapp/core';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { FastifyBaseLogger } from 'fastify';
import { LOGGER } from '../config/logger.js';
import { Scheduler } from '../config/scheduler.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { DATABASE, type Database } from './database.js';
import { nameFailure } from './error-codes.js';
import { nameAppSecret, nameTokenKey } from './sealed-purposes.js';
import { prepare } from './statement.js';
import { STORAGE, type Storage } from './storage.js';

const INTERVAL_MS = 60_000;
const BATCH = 100;

/** Columns of encrypted values, with the purpose of their encryption. */
const COLUMNS = [
  describeColumn({
    table: 'signing_keys',
    id: 'kid',
    column: 'sealed_private_key',
    nameValue: nameSigningKey,
    // A retired key signs nothing any more.
    isNeeded: '(retired_at IS NULL OR retired_at > now())',
  }),
  describeColumn({ table: 'user_pools', id: 'id', column: 'sealed_app_secret', nameValue: nameAppSecret }),
  describeColumn({ table: 'user_pools', id: 'id', column: 'sealed_token_key', nameValue: nameTokenKey }),
];
type Reading = (typeof COLUMNS)[number]['read'];

interface Sealed {
  readonly id: string;
  readonly sealed: string;
}

/**
 * Encrypts values under the master key that are encrypted under the previous one, while there is a previous one:
 * {@link BATCH} values are read by one statement and written by another. Repeated every minute, since instances with
 * the previous key alone continue to encrypt under it until they are replaced. A value that was changed meanwhile is
 * left unchanged.
 */
@Injectable()
export class Resealing implements OnModuleInit {
  private readonly current: SealedBox;
  private readonly previous: SealedBox | undefined;
  private running = false;
  private told: string | undefined;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(STORAGE) { masterKey }: Pick<Storage, 'masterKey'>,
    @Inject(SETTINGS) { MASTER_KEY_PREVIOUS: previousKey }: Pick<Settings, 'MASTER_KEY_PREVIOUS'>,
    @Inject(LOGGER) private readonly logger: Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>,
    private readonly scheduler: Scheduler,
  ) {
    this.current = createSealedBox(masterKey);
    this.previous = previousKey && createSealedBox(previousKey);
  }

  /**
   * Starts the work; without a previous key it checks that the master key decrypts the secrets of logins, which an
   * interrupted change may have left encrypted under the other.
   *
   * @throws {App2WxappError} `invalid_options`, which says how to complete the change
   */
  async onModuleInit(): Promise<void> {
    if (!this.previous) return this.verify();
    void this.run();
    this.scheduler.every(INTERVAL_MS, () => this.run());
  }

  /** Encrypts all values again. Never throws: a failed run is retried later. */
  async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      const unopened: string[] = [];
      for (const column of COLUMNS) unopened.push(...(await this.resealColumn(column)));
      this.tell(unopened);
    } catch (error) {
      this.logger.error({ reason: nameFailure(error) }, 'encrypting under the new MASTER_KEY failed');
    } finally {
      this.running = false;
    }
  }

  private async verify(): Promise<void> {
    const unopened: string[] = [];
    for (const { readNeeded, nameValue } of COLUMNS) {
      for await (const row of this.readAll(readNeeded)) {
        const purpose = nameValue(row.id);
        if (tryOpen(this.current, row.sealed, purpose) === undefined) unopened.push(purpose);
      }
    }
    if (unopened.length === 0) return;
    throw new App2WxappError(
      'invalid_options',
      `MASTER_KEY does not decrypt ${unopened.length} secrets in the database, such as ${unopened[0]}: MASTER_KEY must be the ` +
        'key that encrypted it. Set MASTER_KEY_PREVIOUS to that key until the log says that every secret is encrypted ' +
        'under MASTER_KEY; if that key is lost, set it to any other key, and enter the secrets again.',
    );
  }

  private async *readAll(read: Reading): AsyncGenerator<Sealed> {
    for (let after = ''; ;) {
      const rows = await this.database.query(read, { after, count: BATCH });
      yield* rows;
      const last = rows[BATCH - 1];
      if (!last) return;
      after = last.id;
    }
  }

  /** Encrypts the values of a column again. @returns purposes of the values that neither key decrypts */
  private async resealColumn({ read, write, nameValue }: (typeof COLUMNS)[number]): Promise<string[]> {
    const unopened: string[] = [];
    let after = '';
    for (;;) {
      const rows = await this.database.query(read, { after, count: BATCH });
      const changes = rows.flatMap((row) => this.reseal(row, nameValue(row.id), unopened));
      if (changes.length > 0) {
        await this.database.query(write, {
          ids: changes.map(({ id }) => id),
          before: changes.map(({ sealed }) => sealed),
          now: changes.map(({ resealed }) => resealed),
        });
      }
      const last = rows[BATCH - 1];
      if (!last) return unopened;
      after = last.id;
    }
  }

  private reseal(row: Sealed, purpose: string, unopened: string[]): (Sealed & { resealed: string })[] {
    if (tryOpen(this.current, row.sealed, purpose) !== undefined) return [];
    const text = this.previous && tryOpen(this.previous, row.sealed, purpose);
    if (text === undefined) {
      unopened.push(purpose);
      return [];
    }
    return [{ ...row, resealed: this.current.seal(text, purpose) }];
  }

  /** Logs the outcome, once until it changes. */
  private tell(unopened: readonly string[]): void {
    const ending = unopened.join(' ');
    if (ending === this.told) return;
    this.told = ending;
    if (unopened.length === 0) {
      this.logger.info(
        'every secret is encrypted under MASTER_KEY: remove MASTER_KEY_PREVIOUS once all instances have the new key',
      );
    } else {
      this.logger.warn(
        { unopened },
        'neither MASTER_KEY nor MASTER_KEY_PREVIOUS decrypts these: enter them again',
      );
    }
  }
}

function tryOpen(box: SealedBox, sealed: string, purpose: string): string | undefined {
  try {
    return box.open(sealed, purpose);
  } catch {
    return undefined;
  }
}

function describeColumn(names: {
  readonly table: string;
  readonly id: string;
  readonly column: string;
  readonly nameValue: (id: string) => string;
  /** Selects the rows without which logins fail. @default all */
  readonly isNeeded?: string;
}) {
  const { table, id, column, nameValue, isNeeded = 'TRUE' } = names;
  const buildRead = (name: string, condition: string) =>
    prepare<{ after: string; count: number }, Sealed>(
      `${name}_${table}_${column}`,
      `SELECT ${id} AS id, ${column} AS sealed FROM ${table} WHERE ${column} IS NOT NULL AND ${condition} AND ${id} > $after
        ORDER BY ${id} LIMIT $count`,
    );
  return {
    nameValue,
    read: buildRead('read', 'TRUE'),
    readNeeded: buildRead('read_needed', isNeeded),
    write: prepare<{ ids: string[]; before: string[]; now: string[] }>(
      `write_${table}_${column}`,
      `UPDATE ${table} SET ${column} = changed.now
        FROM unnest($ids::text[], $before::text[], $now::text[]) AS changed (id, before, now)
        WHERE ${table}.${id} = changed.id AND ${table}.${column} = changed.before RETURNING 1`,
    ),
  };
}
