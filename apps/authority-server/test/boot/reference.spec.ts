import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { format, resolveConfig } from 'prettier';
import { Problem } from '../../src/http/problem.js';
import { IssuedTicketAnswer, PoolInfoAnswer, UserAnswer } from '../../src/logins/login-answers.js';
import { StatusAnswer } from '../../src/monitoring/health.controller.js';
import { IntrospectionAnswer, KeySetAnswer, TokenAnswer } from '../../src/tokens/token-schemas.js';
import { describeSettings } from '../../src/config/settings.js';
import { buildEndpoints, buildObjects, buildSettings, type OpenApi, type Schema } from './build-reference.js';
import { RunningAuthority } from '../running-authority.js';

const DOCUMENT = new URL('../../../../docs/authority-reference.md', import.meta.url);

const server = new RunningAuthority();
beforeAll(() => server.start(), 60_000);
afterAll(() => server.stop());

test('what is answered at a login has the form that is said', async () => {
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

test('docs/authority-reference.md says what the schemas say', async () => {
  const logins = (await server.send<OpenApi>('/openapi.json')).body;
  const operators = (await server.send<OpenApi>('/admin/openapi.json')).body;
  const text = [
    '<!-- written by the tests of apps/authority-server: npx nx regenerate authority-server -->',
    '# Reference of the authority',
    'Generated from the schemas that validate the environment and every request. Operation: ' +
      '[authority.md](authority.md). Errors: [errors.md](errors.md).',
    '## Settings',
    'Environment variables; an empty one counts as absent. The start reports every invalid one at once.',
    buildSettings(describeSettings() as Schema),
    '## Endpoints of logins',
    `As OpenAPI: \`GET /openapi.json\`. ${logins.info.description ?? ''}`,
    buildEndpoints(logins),
    '## Endpoints of operators',
    `As OpenAPI: \`GET /admin/openapi.json\`. ${operators.info.description ?? ''}`,
    buildEndpoints(operators),
    '## Objects',
    'A failure is a [Problem](#problem).',
    buildObjects([logins, operators]),
  ].join('\n\n');
  const options = await resolveConfig(DOCUMENT);
  const written = await format(text, { ...options, parser: 'markdown' });
  if (process.env.REGENERATE === 'true') await writeFile(DOCUMENT, written);
  expect(await readFile(DOCUMENT, 'utf8')).toBe(written);
});
