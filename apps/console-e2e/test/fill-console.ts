import type { SharedDemo } from '@app2wxapp/demo';
import type { Route } from 'playwright-core';
import { logIn, send } from './wires.js';

/** Ids of the pools that {@link fillConsole} made. */
export interface FilledPools {
  /** With users, events, an own mini program and a secret being replaced. */
  readonly main: string;
  /** With nothing in it yet. */
  readonly empty: string;
}

const NAMES = {
  zh: {
    pools: ['山行', '山行（测试）', '云上读书', '骑行社'],
    users: ['阿岩', '林小满', '周舟', '陈木木', '苏打绿', '何以安', '南山', '小鹿'],
    operators: ['王芳（运营）', '值班审计'],
  },
  en: {
    pools: ['Trailhead', 'Trailhead (staging)', 'Cloud Reader', 'Cycling Club'],
    users: ['Ada', 'Grace', 'Linus', 'Mei', 'Olof', 'Priya', 'Tomás', 'Yuki'],
    operators: ['Wang Fang, operations', 'auditor on duty'],
  },
} as const;

/** Fills the console with a team's pools and a day's logins, over HTTP as they would come about. */
export async function fillConsole(demo: SharedDemo, language: 'zh' | 'en'): Promise<FilledPools> {
  const admin = (path: string, body?: unknown, method = 'POST') =>
    send(`${demo.authority}/admin${path}`, { method, body, token: demo.operatorToken });
  const names = NAMES[language];
  const made: { userPoolId: string; secret: string }[] = [];
  for (const name of [...names.pools].reverse()) {
    const { pool, secret } = (await admin('/pools', { name, allowAnyApp: true })).body as {
      pool: { id: string };
      secret: string;
    };
    made.unshift({ userPoolId: pool.id, secret });
  }
  const [main, , empty] = made as [(typeof made)[0], (typeof made)[0], (typeof made)[0]];
  await admin(`/pools/${main.userPoolId}`, { askProfile: true }, 'PATCH');
  for (const [index, nickname] of names.users.entries()) {
    const openid = `o-${language}-${index}`;
    const login = { openid, nickname, withPhone: index % 4 !== 2 };
    for (let times = 0; times <= index % 3; times += 1) await logIn(demo, main, login);
  }
  await logIn(demo, { ...main, secret: 'wrong' }, { openid: `o-${language}-0` });
  await admin(`/pools/${main.userPoolId}/secrets`);
  for (const [index, name] of names.operators.entries()) {
    await admin('/operators', { name, role: index === 0 ? 'admin' : 'reader' });
  }
  return { main: main.userPoolId, empty: empty.userPoolId };
}

/** All logins of a test happen within a minute. For a picture of the charts they are those of an ordinary day. */
export async function spreadOverDay(route: Route): Promise<void> {
  const response = await route.fetch();
  const counts = (await response.json()) as { from: string; to: string };
  const items: object[] = [];
  const end = Math.floor(Date.parse(counts.to) / 3_600_000);
  for (let back = 23; back >= 0; back -= 1) {
    const at = new Date((end - back) * 3_600_000);
    const hour = at.toISOString();
    const wave = 1 + Math.sin(((23 - back) / 24) * 2 * Math.PI - 1.2) + 0.6 * Math.sin((23 - back) * 1.3);
    const opened = Math.round(34 + 52 * Math.max(0, wave));
    const issued = Math.round(opened * (0.86 + 0.04 * Math.sin(back)));
    const redeemed = Math.round(issued * (0.95 + 0.02 * Math.cos(back * 2)));
    const count = (type: string, value: number, reason = '') =>
      value > 0 && items.push({ hour, type, reason, count: value });
    count('opened', opened);
    count('issued', issued);
    count('redeemed', redeemed);
    count('denied', Math.round(opened * 0.05));
    count('refused_exchange', Math.round(issued * 0.02), 'ticket_expired');
    count('refused_issue', back % 3 === 0 ? 2 : 0, 'phone_required');
    count('refused_exchange', back % 7 === 0 ? 1 : 0, 'ticket_binding');
    count('replayed', back === 9 ? 1 : 0);
  }
  await route.fulfill({ response, json: { ...counts, items } });
}
