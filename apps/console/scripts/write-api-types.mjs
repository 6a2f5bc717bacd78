/** Writes `src/api/operators-api.d.ts` from the OpenAPI document of the authority that was built last. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildApiTypes, readOpenApi } from './api-types.mjs';

const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-openapi-'));
try {
  const types = await buildApiTypes(await readOpenApi(folder));
  writeFileSync(fileURLToPath(new URL('../src/api/operators-api.d.ts', import.meta.url)), types);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
