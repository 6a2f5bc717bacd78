/** A test of an app, for Vitest in an environment with a window: WeChat and the backend answer at once. */
export const APP_LOGIN_TEST = `import { createBackendExchange, createLoginSession } from '@app2wxapp/browser';
import '@app2wxapp/browser/capacitor';
import '@app2wxapp/consent';
import { encodeExtMsg, parseLaunchPath } from '@app2wxapp/core';
import { expect, test } from 'vitest';

test('logs in', async () => {
  expect(window.document).toBeDefined();
  let hand;
  const launcher = {
    isAvailable: async () => true,
    onResult: (listener) => {
      hand = listener;
      return () => undefined;
    },
    launch: async ({ path }) => {
      const { state } = parseLaunchPath(path);
      const extMsg = encodeExtMsg({ status: 'success', ticket: 'the-ticket', message: '', state });
      setTimeout(() => hand({ extMsg }), 0);
    },
  };
  const sent = [];
  globalThis.fetch = async (url, { body }) => {
    sent.push(JSON.parse(body).ticket);
    return Response.json({ user: { _id: 'a-user' }, token: 'a.b.c' });
  };
  const session = createLoginSession({ launcher, appState: { onChange: () => () => undefined }, storage: localStorage });
  const exchange = createBackendExchange({ backend: 'https://api.example.com' });
  const { token } = await session.launch({ userPoolId: 'a-pool', userName: 'gh_0123456789ab', exchange });
  expect([token, ...sent]).toEqual(['a.b.c', 'the-ticket']);
});
`;
