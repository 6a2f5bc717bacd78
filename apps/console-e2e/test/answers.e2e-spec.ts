import { expect, test } from '@jest/globals';
import { findSharedDemo } from '@app2wxapp/demo';

const { authority } = findSharedDemo();

/** The policy of a page, by directive. */
async function readPolicy(path: string): Promise<Record<string, string[]>> {
  const header = (await fetch(`${authority}${path}`)).headers.get('content-security-policy') ?? '';
  const directives = header.split(';').map((directive) => directive.trim().split(' '));
  return Object.fromEntries(directives.map(([name = '', ...sources]) => [name, sources]));
}

test.each(['/console', '/console/pools', '/console/no-such-screen'])(
  'at %s scripts come from the authority only, none is inline',
  async (path) => {
    const policy = await readPolicy(path);
    expect(policy['script-src']).toEqual(["'self'"]);
    expect(policy['default-src']).toEqual(["'none'"]);
    expect(policy['frame-ancestors']).toEqual(["'none'"]);
    expect(JSON.stringify(policy)).not.toContain('unsafe');
    const page = await (await fetch(`${authority}${path}`)).text();
    expect(page.match(/<script(?![^>]* src=)/g)).toBeNull();
    expect(page).not.toMatch(/ on\w+=/);
  },
);

test('the nonce for styles is another one in each response', async () => {
  const [first, second] = [await readPolicy('/console'), await readPolicy('/console')];
  expect(first['style-src']?.[1]).toMatch(/^'nonce-.{20,}'$/);
  expect(first['style-src']).not.toEqual(second['style-src']);
});

test('a sign-in from another site’s form is rejected without the console’s own header', async () => {
  const { operatorToken: token } = findSharedDemo();
  const response = await fetch(`${authority}/admin/session`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify({ token }),
  });
  expect(response.ok).toBe(false);
  expect(response.headers.get('set-cookie')).toBeNull();
});
