import { CREDENTIAL_NAMES } from '@app2wxapp/core/server';
import { expect, test } from '@jest/globals';
import { createLogger } from '../src/boot/pino-logger.js';

test.each([...CREDENTIAL_NAMES, 'body'])('a log line does not contain the value of %s', (name) => {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line) => void lines.push(line) });
  const field = { [name]: 'Kf3vQm0x' };
  logger.info({ request: field }, 'received');
  logger.error(Object.assign(new Error('broken'), { request: field }));
  expect(lines).toHaveLength(2);
  expect(lines.join('')).not.toContain('Kf3vQm0x');
  expect(lines[0]).toContain('[redacted]');
});
