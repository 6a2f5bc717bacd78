import { describe, expect, test } from '@jest/globals';
import { AdminCaller, createAdmin } from '../admin-caller.js';
import { RunningAuthority, type RunningOptions } from '../running-authority.js';

const SECURE = '__Host-app2wxapp_operator';
const PLAIN = 'app2wxapp_operator';

describe('the cookie of an operator', () => {
  const look = async (options: RunningOptions) => {
    const server = await new RunningAuthority().start(options);
    try {
      const token = await createAdmin(server);
      const answer = await new AdminCaller(server, {}).send('POST', '/session', { token });
      const cookie = answer.headers.get('set-cookie') ?? '';
      const value = /^[\w-]+=([\w-]+);/.exec(cookie)?.[1] ?? '';
      const statusAs = async (name: string) =>
        (await new AdminCaller(server, { cookie: `${name}=${value}` }).send('GET', '/operators')).status;
      return { cookie, statuses: [await statusAs(SECURE), await statusAs(PLAIN)] };
    } finally {
      await server.stop();
    }
  };

  test('by https is read under its __Host- name only', async () => {
    const { cookie, statuses } = await look({ publicUrl: 'https://login.example.com' });
    expect(cookie).toContain(`${SECURE}=`);
    expect(cookie).toMatch(/; Path=\/;/);
    expect(cookie).toMatch(/; Secure/);
    expect(cookie).not.toMatch(/; Domain=/);
    expect(statuses).toEqual([200, 401]);
  });

  test('in clear text has a plain name, since browsers refuse __Host- there', async () => {
    const { cookie, statuses } = await look({});
    expect(cookie).not.toContain(SECURE);
    expect(cookie).toMatch(/; Path=\/admin;/);
    expect(statuses).toEqual([401, 200]);
  });
});
