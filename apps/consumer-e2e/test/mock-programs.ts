/** Tools by which a backend's tests replace the authority. */
export const MOCKS = { nock: '14.0.17', msw: '2.15.0', undici: '7.30.2' };

/** Each logs in by the client, and is refused, before an authority that the tool replaces; no address is reached. */
export const MOCK_PROGRAMS: Readonly<Record<keyof typeof MOCKS, string>> = {
  nock: createProgram(`
import nock from 'nock';

nock.disableNetConnect();
nock(ORIGIN).post(PATH).reply(200, USER);
nock(ORIGIN).post(PATH).reply(200, REFUSAL);
`),
  msw: createProgram(`
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';

const answer = async ({ request }) =>
  HttpResponse.json((await request.json()).ticket === 'the-ticket' ? USER : REFUSAL);
setupServer(http.post(ORIGIN + PATH, answer)).listen({ onUnhandledRequest: 'error' });
`),
  undici: createProgram(
    `
import { MockAgent, setGlobalDispatcher } from 'undici';

const agent = new MockAgent();
agent.disableNetConnect();
setGlobalDispatcher(agent);
const asked = () => agent.get(ORIGIN).intercept({ method: 'POST', path: PATH });
asked().reply(200, USER);
asked().reply(200, REFUSAL);
`,
    '{ fetch: globalThis.fetch }',
  ),
};

/** @param options of the client, beside authority and pool */
function createProgram(mock: string, options = '{}'): string {
  return `import { createClient } from '@app2wxapp/client';
const ORIGIN = 'https://login.example.com';
const PATH = '/oauth/app2wxapp/auth/a-pool';
const USER = { _id: '5e4cdd055df3df65dc58b97d', nickname: 'A user', token: 'a.b.c', openid: 'an-openid' };
const REFUSAL = { code: 2206, message: 'invalid ticket' };
${mock}
const client = createClient({ authority: ORIGIN, userPoolId: 'a-pool', secret: 'of a test', ...${options} });
console.log((await client.exchangeTicket('the-ticket')).nickname);
await client.exchangeTicket('another').catch(({ code }) => console.log(code));
process.exit();
`;
}
