import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '@app2wxapp/authority';
import { createOperator } from '../operators/create-operator.js';
import { createPool } from '../pools/create-pool.js';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { CLOCK } from '../config/system.js';
import type { Orm } from '../database/database.js';
import { operators } from '../database/operations-schema.js';
import type { DataFolder } from '../database/data-folder.js';
import { STORAGE, type Storage } from '../database/storage.js';

/** Creates the data that a first start needs, before the server listens. */
@Injectable()
export class FirstStart implements OnModuleInit {
  constructor(
    @Inject(STORAGE) private readonly storage: Storage,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async onModuleInit(): Promise<void> {
    const { database, folder } = this.storage;
    const now = new Date(this.clock.now());
    if (folder) return prepareFirstStart(database.orm, { folder, now, isTrial: isTrial(this.settings) });
    await createFirstOperator(database.orm, now, (token) => {
      // To the terminal and not to the log, which is stored.
      process.stderr.write(`Operator token for one sign-in within a week: ${token}\n`);
    });
  }
}

/**
 * Creates the first operator, if there is none. The token is for one sign-in, which creates a lasting one.
 *
 * @param keep stores the operator's token, which exists nowhere else; rows that it adds by `orm` are created with
 *   the operator or not at all, so that a process killed here begins again at the next start
 * @returns the token; `undefined` when an operator exists already
 */
export async function createFirstOperator(
  orm: Orm,
  now: Date,
  keep?: (token: string, orm: Orm) => void | Promise<void>,
): Promise<string | undefined> {
  return orm.transaction(async (transaction) => {
    // Of several instances that start at once, one creates the operator.
    await transaction.execute('LOCK TABLE operators IN EXCLUSIVE MODE');
    if ((await transaction.select({ id: operators.id }).from(operators).limit(1)).length > 0)
      return undefined;
    const operator = { name: 'first operator', role: 'admin', userPoolIds: null, createdAt: now } as const;
    const { created } = await createOperator(transaction, operator, { isFirst: true });
    await keep?.(created.token, transaction);
    return created.token;
  });
}

/** Options of {@link prepareFirstStart}. */
interface FirstStartOptions {
  readonly folder: DataFolder;
  readonly now: Date;
  /** Whether WeChat is simulated, so that no login is of a real user. */
  readonly isTrial: boolean;
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Whether this machine simulates WeChat. */
function isTrial({ WECHAT_API_URL }: Settings): boolean {
  return LOOPBACK.test(new URL(WECHAT_API_URL).hostname);
}

/**
 * Creates the initial data of the embedded mode: an operator and a pool that requires its secret. The pool lists no
 * app, so it rejects every login until an operator lists one; only with a simulated WeChat it accepts any app. The
 * credentials go to `first-start.json` in the data folder, which only its owner may read. A later start changes
 * nothing.
 */
export async function prepareFirstStart(
  orm: Orm,
  { folder, now, isTrial: allowAnyApp }: FirstStartOptions,
): Promise<void> {
  await createFirstOperator(orm, now, async (operatorToken, transaction) => {
    const pool = await createPool(transaction, now, { name: '演示 Demo', allowAnyApp });
    const file = join(folder.path, 'first-start.json');
    writeFileSync(file, `${JSON.stringify({ operatorToken, pools: [pool] }, null, 2)}\n`, { mode: 0o600 });
  });
}
