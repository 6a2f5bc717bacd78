import 'reflect-metadata';
import { isApp2WxappError } from '@app2wxapp/core';
import { startApp } from './boot/start-app.js';
import { parseSettings } from './boot/settings.js';

/** Time limit in milliseconds for requests in progress when the process is asked to stop. */
const STOP_TIMEOUT_MS = 8_000;

try {
  const settings = parseSettings(process.env);
  const app = await startApp(settings);
  const stop = () => {
    setTimeout(() => process.exit(0), STOP_TIMEOUT_MS).unref();
    void app.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

function explain(error: unknown): string {
  if (isApp2WxappError(error)) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  const place = `HOST ${process.env.HOST ?? '127.0.0.1'}, PORT ${process.env.PORT ?? '3000'}`;
  if (code === 'EADDRINUSE')
    return `The port is taken (${place}). Stop what listens there, or set PORT to another.`;
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') return `It cannot listen there (${place}): ${code}.`;
  return `The backend could not start: ${message}`;
}
