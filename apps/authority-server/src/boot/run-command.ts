import { systemClock } from '@app2wxapp/authority';
import { App2WxappError } from '@app2wxapp/core';
import { createLogger } from '../config/logger.js';
import { parseDatabaseSettings } from '../config/settings.js';
import type { Orm } from '../database/database.js';
import { auditEvents } from '../database/operations-schema.js';
import { openDatabase } from '../database/storage.js';
import { createOperator } from '../operators/create-operator.js';

/** Commands of the process besides serving: each returns the text to print. */
const COMMANDS: Readonly<Record<string, (orm: Orm) => Promise<string>>> = {
  migrate: () => Promise.resolve('The tables are up to date.'),
  'operator-token': async (orm) => `Operator token for one sign-in within a week: ${await createAdmin(orm)}`,
};

/**
 * Runs a command of the machine's administrator on the database of the environment: `migrate` updates its tables;
 * `operator-token` creates an admin, for when the tokens of all others are lost.
 *
 * @returns the text to print
 * @throws {App2WxappError} `invalid_options`: no such command, or the database cannot be used
 */
export async function runCommand(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    const others = Object.keys(COMMANDS).map((other) => `"${other}"`);
    const message = `There is no command "${name}". Run it without a command to serve, or with ${others.join(' or ')}.`;
    throw new App2WxappError('invalid_options', message);
  }
  const { database, close } = await openDatabase(parseDatabaseSettings(env), createLogger('silent'));
  try {
    return await command(database.orm);
  } finally {
    await close();
  }
}

async function createAdmin(orm: Orm): Promise<string> {
  const at = new Date(systemClock.now());
  return orm.transaction(async (transaction) => {
    const added = { name: 'made on the machine', role: 'admin', userPoolIds: null, createdAt: at } as const;
    const { operator, created } = await createOperator(transaction, added, { isFirst: true });
    const event = { at, type: 'operator_created', operatorId: operator.id, ip: 'the machine' };
    await transaction.insert(auditEvents).values(event);
    return created.token;
  });
}
