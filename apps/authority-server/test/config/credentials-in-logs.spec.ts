import { CREDENTIAL_NAMES } from '@app2wxapp/core/server';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLogger } from '../../src/config/logger.js';
import { RunningAuthority } from '../running-authority.js';

const SUSPICIOUS = /secret|ticket|token|cookie|phone|verifier|password|(?:^|[a-z_])(?:code|Code|key|Key)$/;

// Fields with such a name whose values are no secret.
const HARMLESS = new Set([
  // Settings of a pool, and whether something is there.
  ...['ticketTtlSeconds', 'tokenTtlSeconds', 'tokenFormat', 'requirePhone', 'linkByPhone', 'secretRequired'],
  ...[
    'hasTokenKey',
    'secretid',
    'tokenid',
    'tokens',
    'token_type',
    'token_type_hint',
    'tokenExpiredAt',
    'useSelfWxapp',
  ],
  // Of the metadata: addresses and names of methods.
  ...['token_endpoint', 'id_token_signing_alg_values_supported', 'token_endpoint_auth_methods_supported'],
  // The number of an error, the number of a country, the name of a public key, what a retry is known by.
  ...['code', 'errcode', 'countryCode', 'key', 'publicKey', 'idempotency-key'],
]);

describe('a log entry', () => {
  test.each(CREDENTIAL_NAMES)('does not contain the value of %s, at any level that is logged', (name) => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line) => void lines.push(line) });
    const field = { [name]: 'Kf3vQm0x' };
    logger.info({ ...field, request: { ...field, headers: field } }, 'received');
    logger.error({ error: Object.assign(new Error('broken'), field) }, 'broken');
    logger.error(Object.assign(new Error('broken'), field));
    expect(lines).toHaveLength(3);
    expect(lines.join('')).not.toContain('Kf3vQm0x');
    expect(lines[0]).toContain('[redacted]');
  });
});

describe('a running authority', () => {
  const server = new RunningAuthority();
  beforeAll(() => server.start(), 60_000);
  afterAll(() => server.stop());

  test('logs each request with the id of its response', async () => {
    const answers = [await server.send('/openapi.json'), await server.send('/nowhere')];
    for (const { headers } of answers) {
      const id = headers.get('x-request-id') ?? 'none';
      const lines = server.logLines.filter((line) => line.includes(id));
      expect(lines.map((line) => (JSON.parse(line) as { reqId?: string }).reqId)).toContain(id);
    }
  });

  test.each(['/openapi.json', '/admin/openapi.json'])(
    'has no field in %s with the name of a credential, and no field that is not classified',
    async (path) => {
      const names = namesIn((await server.send<unknown>(path)).body);
      expect(names.size).toBeGreaterThan(20);
      const unknown = [...names].filter(
        (name) => SUSPICIOUS.test(name) && !CREDENTIAL_NAMES.includes(name) && !HARMLESS.has(name),
      );
      expect(unknown).toEqual([]);
    },
  );
});

/** The names of all properties and parameters that an OpenAPI document describes. */
function namesIn(document: unknown): Set<string> {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { properties, name, in: place } = node as Record<string, unknown>;
    if (typeof properties === 'object') Object.keys(properties ?? {}).forEach((key) => names.add(key));
    if (typeof name === 'string' && typeof place === 'string') names.add(name.toLowerCase());
    Object.values(node).forEach(visit);
  };
  visit(document);
  return names;
}
