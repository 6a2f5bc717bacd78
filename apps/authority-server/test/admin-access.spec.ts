import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createFirstOperator } from '../src/boot/first-start.js';
import { RunningAuthority } from './running-authority.js';

describe('who may use the operators’ API', () => {
  const server = new RunningAuthority();
  let token: string;

  beforeAll(async () => {
    await server.start();
    token = (await createFirstOperator(server.database.orm, new Date())) ?? '';
  }, 60_000);
  afterAll(() => server.stop());

  const ask = (authorization?: string) =>
    server.send('/admin/session', { headers: authorization === undefined ? {} : { authorization } });

  it('knows the first operator by the token of the first start', async () => {
    const { status, body } = await ask(`Bearer ${token}`);
    expect([status, body]).toMatchObject([200, { name: 'first operator', role: 'admin' }]);
  });

  it('refuses a request without a token, with a wrong one and with a malformed one alike', async () => {
    for (const authorization of [undefined, `Bearer ${token}x`, `Basic ${token}`, 'Bearer ']) {
      const { status, body } = await ask(authorization);
      expect([status, body.error]).toEqual([401, 'invalid_operator']);
    }
  });

  it('never writes the token into the log', () => {
    expect(server.logLines.join('\n')).not.toContain(token);
  });
});
