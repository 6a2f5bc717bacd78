import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { nameSource, readOpenApi } from '../scripts/api-types.mjs';

const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-openapi-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the types of the operators’ API were written from the document that the authority serves now', async () => {
  const kept = readFileSync(new URL('../src/api/operators-api.d.ts', import.meta.url), 'utf8');
  expect(kept).toContain(`\n${nameSource(await readOpenApi(folder))}\n`);
});
