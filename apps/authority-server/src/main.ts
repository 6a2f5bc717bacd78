import 'reflect-metadata';
import { isApp2WxappError } from '@app2wxapp/core';
import { createLogger } from './config/logger.js';
import { parseSettings } from './config/settings.js';
import { runCommand } from './boot/run-command.js';
import { start } from './boot/start.js';

const [command] = process.argv.slice(2);
try {
  if (command === undefined) await serve();
  else process.stdout.write(`${await runCommand(command, process.env)}\n`);
} catch (error) {
  const [line] = String((error as Error).message).split('\n');
  const prefix = isApp2WxappError(error) ? '' : 'The authority could not start: ';
  process.stderr.write(`${prefix}${line}\n`);
  process.exit(1);
}

async function serve(): Promise<void> {
  const settings = parseSettings(process.env);
  const app = await start(settings, createLogger(settings.LOG_LEVEL));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void app.close().then(() => process.exit(0)));
  }
}
