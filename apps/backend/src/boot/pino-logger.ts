import { listCredentialPaths } from '@app2wxapp/core/server';
import type { LoggerService, LogLevel } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';

/**
 * Creates the logger of the process: JSON lines, with credentials and the bodies of requests replaced.
 *
 * @param destination stream of the lines. @default stdout
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: { paths: [...listCredentialPaths(), '*.body', '*.*.body'], censor: '[redacted]' },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Writes Nest's own lines to the same logger. */
export class PinoLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(
    level: Exclude<LogLevel, 'log' | 'verbose'> | 'info' | 'trace',
    message: unknown,
    rest: unknown[],
  ) {
    const context = rest.at(-1);
    const fields = typeof context === 'string' ? { context } : {};
    if (message instanceof Error) this.logger[level]({ ...fields, err: message }, message.message);
    else this.logger[level](fields, String(message));
  }
}
