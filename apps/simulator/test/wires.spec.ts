import { expect, test } from '@jest/globals';
import { nameWire } from '../page/src/wires/name-wire.js';
import { WireLog } from '../page/src/wires/wire-log.js';

test.each([
  ['gh_a781a791e29e', 'launch'],
  ['GET /oauth/app2wxapp/pools/5e4c', 'pool'],
  ['POST /oauth/app2wxapp/tickets/5e4c', 'issue'],
  ['POST /oauth/app2wxapp/denials/5e4c', 'denial'],
  ['POST /oauth/app2wxapp/avatars/5e4c', 'avatar'],
  ['POST /oauth/app2wxapp/auth/5e4c', 'exchange'],
  ['POST /oauth/app2wxapp/claim/5e4c', 'claim'],
  ['GET /sns/jscode2session?appid=wx1', 'session'],
  ['POST /cgi-bin/stable_token', 'accessToken'],
  ['POST /wxa/business/getuserphonenumber?access_token=x', 'phone'],
  ['extMsg', 'extMsg'],
  ['POST /auth/wechat', 'login'],
  ['GET /me', 'me'],
  ['POST /auth/refresh', 'refresh'],
  ['GET /wxa/checksession', 'other'],
])('%s is named %s', (title, name) => {
  expect(nameWire({ title })).toBe(name);
});

test('a call that another server reports is inserted at its time', async () => {
  const log = new WireLog();
  const end = await log.ask({ from: 'wechat', to: 'authority', title: 'issue', sent: '' });
  const [{ at } = { at: 0 }] = log.wires.get();
  await log.tell({ from: 'wechat', to: 'app', title: 'extMsg', sent: '' });
  log.addSeen({ from: 'authority', to: 'weixin', title: 'session', sent: '', at: at + 1e-6 });
  end({ status: 201, received: '{}' });
  expect(log.wires.get().map(({ title, status }) => [title, status])).toEqual([
    ['issue', 201],
    ['session', undefined],
    ['extMsg', undefined],
  ]);
});

test('a response that arrives after the list was cleared is not added to the new one', async () => {
  const log = new WireLog();
  const end = await log.ask({ from: 'app', to: 'backend', title: 'login', sent: '' });
  log.clear();
  end({ status: 200, received: '' });
  expect(log.wires.get()).toEqual([]);
});
