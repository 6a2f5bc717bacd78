/* eslint-disable @nx/enforce-module-boundaries -- its package is that of package.json beside it, outside the workspace */
// Writes `src/api/operators-api.d.ts` from the OpenAPI document of the authority that was built last.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import { nameSource, readOpenApi } from '../scripts/api-types.mjs';

const target = fileURLToPath(new URL('../src/api/operators-api.d.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-openapi-'));
try {
  const document = await readOpenApi(folder);
  const banner = `/* eslint-disable */
// Written from the authority's OpenAPI document by \`nx types console\`.
${nameSource(document)}
`;
  const types = banner + astToString(await openapiTS(document, { defaultNonNullable: false }));
  writeFileSync(target, await format(types, { ...(await resolveConfig(target)), parser: 'typescript' }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
