import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { format, resolveConfig } from 'prettier';
import { Problem } from '../../src/http/problem.js';
import { IssuedTicketAnswer, PoolInfoAnswer, UserAnswer } from '../../src/logins/login-answers.js';
import { StatusAnswer } from '../../src/monitoring/health.controller.js';
import { IntrospectionAnswer, KeySetAnswer, TokenAnswer } from '../../src/tokens/token-schemas.js';
import { describeSettings } from '../../src/config/settings.js';
import { ReferenceWriter, type OpenApi, type Schema } from './build-reference.js';
import { CHINESE, compareTranslations, ENGLISH } from './reference-language.js';
import { RunningAuthority } from '../running-authority.js';

const server = new RunningAuthority();
beforeAll(() => server.start(), 60_000);
afterAll(() => server.stop());

test('the responses of a login have the documented form', async () => {
  const pool = await server.createPool({ askProfile: true, refreshTtlSeconds: 3600 });
  const info = await server.send(`/oauth/app2wxapp/pools/${pool.userPoolId}`);
  PoolInfoAnswer.parse(info.body);
  const issued = await server.issue(pool);
  expect(IssuedTicketAnswer.strict().parse(issued.body).avatarTicket).toBeDefined();
  const { body: user } = await server.exchange(pool, { ticket: issued.body.ticket, secret: pool.secret });
  const { token, refreshToken = '' } = UserAnswer.strict().parse(user);
  expect(Object.keys(user)).toEqual(Object.keys(UserAnswer.shape));
  const client = { client_id: pool.userPoolId, client_secret: pool.secret };
  const { body: told } = await server.send('/oauth/introspect', { json: { ...client, token } });
  expect(IntrospectionAnswer.parse(told).sub).toBe(user._id);
  const json = { ...client, grant_type: 'refresh_token', refresh_token: refreshToken };
  TokenAnswer.strict().parse((await server.send('/oauth/token', { json })).body);
  KeySetAnswer.strict().parse((await server.send('/.well-known/jwks.json')).body);
  StatusAnswer.strict().parse((await server.send('/health/ready')).body);
  Problem.parse((await server.exchange(pool, { ticket: 'a' })).body);
});

/** The same page in both languages, with the sentences that no schema has. */
const PAGES = [
  {
    path: 'docs/authority-reference.md',
    language: ENGLISH,
    title: '# Reference of the authority\n\n[中文](authority-reference.zh-CN.md)',
    intro:
      'Generated from the schemas that validate the environment and every request. Operation: ' +
      '[authority.md](authority.md). Errors: [errors.md](errors.md).',
    settings: [
      '## Settings',
      'Environment variables; an empty one counts as absent. The start reports every invalid one at once.',
    ],
    logins: [
      '## Endpoints of logins',
      'As OpenAPI: [authority.json](openapi/authority.json), or `GET /openapi.json`. ',
    ],
    operators: [
      '## Endpoints of operators',
      'As OpenAPI: [authority-operators.json](openapi/authority-operators.json), or `GET /admin/openapi.json`. ',
    ],
    objects: ['## Objects', 'A failure is a [Problem](#problem).'],
  },
  {
    path: 'docs/authority-reference.zh-CN.md',
    language: CHINESE,
    title: '# 授权服务参考\n\n[English](authority-reference.md)',
    intro:
      '由校验环境变量和每个请求的 schema 生成。运维：[authority.zh-CN.md](authority.zh-CN.md)。错误：[errors.zh-CN.md](errors.zh-CN.md)。',
    settings: ['## 设置', '环境变量；空字符串等同于没有设置。启动时一次报告所有无效的值。'],
    logins: ['## 登录接口', 'OpenAPI：[authority.json](openapi/authority.json)，或 `GET /openapi.json`。'],
    operators: [
      '## 管理员接口',
      'OpenAPI：[authority-operators.json](openapi/authority-operators.json)，或 `GET /admin/openapi.json`。',
    ],
    objects: ['## 对象', '失败的响应是 [Problem](#problem)。'],
  },
] as const;

test.each(PAGES)('$path contains what the schemas describe', async (page) => {
  const logins = (await server.send<OpenApi>('/openapi.json')).body;
  const operators = (await server.send<OpenApi>('/admin/openapi.json')).body;
  const { translate } = page.language;
  const writer = new ReferenceWriter(page.language);
  const text = [
    '<!-- written by the tests of apps/authority-server: npx nx regenerate authority-server -->',
    page.title,
    page.intro,
    ...page.settings,
    writer.writeSettings(describeSettings() as Schema),
    page.logins[0],
    page.logins[1] + translate(logins.info.description ?? ''),
    writer.writeEndpoints(logins),
    page.operators[0],
    page.operators[1] + translate(operators.info.description ?? ''),
    writer.writeEndpoints(operators),
    ...page.objects,
    writer.writeObjects([logins, operators]),
  ].join('\n\n');
  const document = new URL(`../../../../${page.path}`, import.meta.url);
  const options = await resolveConfig(document);
  const written = await format(text, { ...options, parser: 'markdown' });
  if (process.env.REGENERATE === 'true') await writeFile(document, written);
  expect(await readFile(document, 'utf8')).toBe(written);
});

test.each([
  ['docs/openapi/authority.json', '/openapi.json'],
  ['docs/openapi/authority-operators.json', '/admin/openapi.json'],
])('%s is the result of %s', async (path, route) => {
  const document = new URL(`../../../../${path}`, import.meta.url);
  const { body } = await server.send(route);
  const options = { ...(await resolveConfig(document)), parser: 'json' };
  if (process.env.REGENERATE === 'true')
    await writeFile(document, await format(JSON.stringify(body, null, 2), options));
  expect(body).toEqual(JSON.parse(await readFile(document, 'utf8')));
});

test('test/boot/reference.zh-CN.json translates every sentence of the reference, and no other', () => {
  expect(compareTranslations()).toEqual({ missing: [], unused: [] });
});
