import { startPostgres } from '@app2wxapp/test-environment/servers';
import { afterAll, describe, expect, test } from '@jest/globals';
import { AuthorityProcess } from '../authority-process.js';
import { MASTER_KEY } from '../running-authority.js';

const postgres = await startPostgres();
const env = {
  DATABASE_URL: postgres?.connectionString ?? '',
  MASTER_KEY: MASTER_KEY.toString('base64'),
};
const SHOWN = /Operator token for one sign-in within a week: (\S{43})\n/;

// Without PostgreSQL these are skipped, after saying so; in CI `startPostgres` fails instead.
(postgres ? describe : describe.skip)('processes on PostgreSQL', () => {
  afterAll(async () => {
    AuthorityProcess.killAll();
    await postgres?.stop();
  });

  test('print one operator token between them when two start at once, in the terminal and not in the log', async () => {
    const both = await Promise.all([AuthorityProcess.start(env), AuthorityProcess.start(env)]);
    const shown = both
      .map(({ output }) => SHOWN.exec(output.stderr)?.[1])
      .filter((token) => token !== undefined);
    expect(shown).toHaveLength(1);
    const [first] = both;
    const session = await fetch(`${first?.url}/admin/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: shown[0] }),
    });
    const { token } = (await session.json()) as { token: string };
    for (const { url, output } of both) {
      const headers = { authorization: `Bearer ${token}` };
      expect((await fetch(`${url}/admin/session`, { headers })).status).toBe(200);
      expect(output.stdout).not.toContain(shown[0]);
    }
    await Promise.all(both.map((server) => server.stop()));
  }, 120_000);

  test('print no token at a later start', async () => {
    const server = await AuthorityProcess.start(env);
    await server.stop();
    expect(server.output.stderr).toBe('');
  }, 60_000);

  test('report in one line that the master key is another one, and exit with 1', async () => {
    const server = AuthorityProcess.spawn({ ...env, MASTER_KEY: Buffer.alloc(32, 8).toString('base64') });
    expect(await server.waitForExit()).toBe(1);
    expect(server.output.stderr).toMatch(/^[^\n]*MASTER_KEY[^\n]*\n$/);
  }, 60_000);
});
