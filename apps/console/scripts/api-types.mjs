import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';

const SERVER = fileURLToPath(new URL('../../authority-server/dist/main.js', import.meta.url));
const BANNER = `/* eslint-disable */
// Written from the authority's OpenAPI document by \`nx types console\`. A test compares the two.
`;

/**
 * Asks the built authority for its OpenAPI document.
 *
 * @param {string} folder an empty one, for the authority's data
 * @returns {Promise<object>}
 */
export async function readOpenApi(folder) {
  const env = { ...process.env, DATA_DIR: folder, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'info' };
  for (const name of ['DATABASE_URL', 'MASTER_KEY', 'REDIS_URL', 'CONSOLE_DIR', 'PUBLIC_URL'])
    delete env[name];
  const child = spawn(process.execPath, [SERVER], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 60_000,
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const address = /listens on (http:\/\/[\w.:]+)/.exec(line)?.[1];
      if (address === undefined) continue;
      return await (await fetch(`${address}/admin/openapi.json`)).json();
    }
    throw new Error('The authority ended before it listened. Build it first: nx build authority-server.');
  } finally {
    child.kill();
    await exited;
  }
}

/**
 * @param {object} document
 * @returns {Promise<string>} the content of `operators-api.d.ts`
 */
export async function buildApiTypes(document) {
  const types = BANNER + astToString(await openapiTS(document, { defaultNonNullable: false }));
  return format(types, { ...(await resolveConfig(SERVER)), parser: 'typescript' });
}
