#!/usr/bin/env node
import 'reflect-metadata';
import { isApp2WxappError } from '@app2wxapp/core';
import { createLogger } from './config/logger.js';
import { PUBLIC_URL, type PublicUrl } from './config/public-url.js';
import { parseSettings } from './config/settings.js';
import { describeStart } from './boot/describe-start.js';
import { runCommand } from './boot/run-command.js';
import { start } from './boot/start.js';
import { endOnSignal, stopOnSignal } from './boot/stop-on-signal.js';

const hasStarted = endOnSignal();
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
  const describe = describeStart(settings);
  const logger = createLogger(settings.LOG_LEVEL);
  const app = await start(settings, logger);
  // Only to a terminal: other outputs may be stored, and a token must not be logged.
  if (process.stderr.isTTY) process.stderr.write(describe(app.get<PublicUrl>(PUBLIC_URL)()));
  stopOnSignal(app, settings, logger);
  hasStarted();
}
