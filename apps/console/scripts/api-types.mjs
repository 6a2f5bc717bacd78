import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('../../authority-server/dist/main.js', import.meta.url));

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
 * Says which document types were made from.
 *
 * @param {object} document
 * @returns {string} the line of `operators-api.d.ts` that names it
 */
export function nameSource(document) {
  const hash = createHash('sha256').update(JSON.stringify(document)).digest('hex');
  return `// SHA-256 of the document: ${hash}`;
}
