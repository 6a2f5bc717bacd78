import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { nameSource, readOpenApi } from '../scripts/api-types.mjs';

const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-openapi-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(['operators-api.d.ts', 'request-limits.ts'])(
  '%s was written from the document of the operators’ API that the authority serves now',
  async (name) => {
    const kept = readFileSync(new URL(`../src/api/${name}`, import.meta.url), 'utf8');
    expect(kept).toContain(`${nameSource(await readOpenApi(folder))}\n`);
  },
);
