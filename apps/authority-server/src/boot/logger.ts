import { pino, type DestinationStream } from 'pino';
import type { FastifyBaseLogger } from 'fastify';

/** Names of values that no log line may hold, wherever they turn up. */
const SECRET_KEYS = [
  'authorization',
  'ticket',
  'tickett',
  'secret',
  'token',
  'codeVerifier',
  'loginCode',
  'phoneCode',
  'phone',
];

/** The server's logger: JSON lines. Redaction is the second line of defence; the first is not to log such values. */
export function createLogger(level: string, destination?: DestinationStream): FastifyBaseLogger {
  const paths = SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);
  const options = { level, redact: { paths, censor: '[redacted]' } };
  return destination ? pino(options, destination) : pino(options);
}
