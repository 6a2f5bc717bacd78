import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../', import.meta.url);

/** What is sent by which line: a file of the repository, and a text that is in one line of it. */
const MARKERS = {
  launch: ['libs/core/src/launch.ts', 'export function createLaunchRequest('],
  pool: ['libs/consent/src/authority-calls.ts', 'send(access, `pools/'],
  issue: ['libs/consent/src/authority-calls.ts', 'send(access, `tickets/'],
  denial: ['libs/consent/src/authority-calls.ts', 'send(access, `denials/'],
  avatar: ['libs/consent/src/authority-calls.ts', '/oauth/app2wxapp/avatars/'],
  session: ['apps/authority-server/src/wechat/http-wechat-client.ts', "'sns/jscode2session'"],
  accessToken: ['apps/authority-server/src/wechat/access-tokens.ts', "'cgi-bin/stable_token'"],
  phone: ['apps/authority-server/src/wechat/http-wechat-client.ts', "'wxa/business/getuserphonenumber'"],
  extMsg: ['libs/consent/src/app-parameter.ts', 'export function encodeSuccess('],
  login: ['libs/browser/src/backend-exchange.ts', 'exchangeTicket: (credential, limits) =>'],
  exchange: ['libs/browser/src/insecure-exchange-ticket.ts', "buildPoolUrl('auth', options)"],
  claim: ['libs/browser/src/insecure-direct-exchange.ts', "buildPoolUrl('claim', options)"],
  me: ['apps/simulator/page/src/app/accounts.ts', 'send(`${backend}/me`, { headers })'],
  refresh: ['apps/simulator/page/src/app/accounts.ts', 'send(`${backend}/auth/refresh`'],
  logout: ['apps/simulator/page/src/app/accounts.ts', 'send(`${backend}/auth/logout`'],
};

/**
 * Finds the line of the source that sends each message, as `path:line`, when the page is built.
 *
 * @throws {Error} when a text is in no line of its file, or in several: the build ends
 */
export function findSourceLines() {
  return Object.fromEntries(Object.entries(MARKERS).map(([name, marker]) => [name, findLine(marker)]));
}

/** Where the repository can be read, from its manifest. */
export function findRepositoryUrl() {
  const { repository } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
  return repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
}

function findLine([path, text]) {
  const lines = readFileSync(fileURLToPath(new URL(path, ROOT)), 'utf8').split('\n');
  const found = lines.flatMap((line, index) => (line.includes(text) ? [index + 1] : []));
  if (found.length === 1) return `${path}:${found[0]}`;
  throw new Error(`${path} has ${found.length} lines with ${text}: name another text in source-lines.mjs.`);
}
