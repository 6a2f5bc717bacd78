// Writes `src/api/operators-api.d.ts` and `src/api/request-limits.ts` from the OpenAPI document of the authority that
// was built last.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import { nameSource, readOpenApi } from '../scripts/api-types.mjs';
import { writeLimits } from './write-limits.mjs';

const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-openapi-'));
try {
  const document = await readOpenApi(folder);
  const source = `// Written from the authority's OpenAPI document by \`nx regenerate console\`.\n${nameSource(document)}\n`;
  const types = astToString(await openapiTS(document, { defaultNonNullable: false }));
  await write('operators-api.d.ts', `/* eslint-disable */\n${source}${types}`);
  await write('request-limits.ts', `${source}${writeLimits(document)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * @param {string} name of the file below `src/api`
 * @param {string} code
 */
async function write(name, code) {
  const target = fileURLToPath(new URL(`../src/api/${name}`, import.meta.url));
  writeFileSync(target, await format(code, { ...(await resolveConfig(target)), parser: 'typescript' }));
}
