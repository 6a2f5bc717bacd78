import 'reflect-metadata';
import { isApp2WxappError } from '@app2wxapp/core';
import { createLogger } from './config/logger.js';
import { parseSettings } from './config/settings.js';
import { start } from './boot/start.js';

try {
  const settings = parseSettings(process.env);
  const app = await start(settings, createLogger(settings.LOG_LEVEL));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void app.close().then(() => process.exit(0)));
  }
} catch (error) {
  const [line] = String((error as Error).message).split('\n');
  const prefix = isApp2WxappError(error) ? '' : 'The authority could not start: ';
  process.stderr.write(`${prefix}${line}\n`);
  process.exit(1);
}
