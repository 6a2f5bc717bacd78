import { startProcess } from '@app2wxapp/test-environment/servers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Database } from '../../src/database/database.js';
import { openPgliteDatabase } from '../../src/database/pglite-database.js';
import { prepare } from '../../src/database/statement.js';

describe('values in statements on PGlite', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openPgliteDatabase();
  }, 60_000);
  afterAll(() => database.close());

  const ECHO = prepare<Readonly<Record<'one' | 'list' | 'flag' | 'n', unknown>>>(
    'echo',
    'SELECT $one::text AS one, $list::text[] AS list, $flag::boolean AS flag, $n::int AS n',
  );
  const echo = async ([one, list, flag, n]: unknown[]) =>
    (await database.query(ECHO, { one, list, flag, n }))[0];

  test('use buffers of 16 MB, which is memory that is allocated at the start', async () => {
    const { rows } = (await database.orm.execute('SHOW shared_buffers')) as { rows: unknown[] };
    expect(rows).toEqual([{ shared_buffers: '16MB' }]);
  });

  test('are read back unchanged, whatever they contain', async () => {
    const text = fc
      .oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(
          "'",
          "''",
          '\\',
          "\\'",
          "'; DROP TABLE tickets; --",
          '$1',
          '$$',
          '{a,b}',
          '"',
          '🙂',
          '\n',
        ),
      )
      .filter((value) => !value.includes('\0'));
    await fc.assert(
      fc.asyncProperty(
        fc.option(text),
        fc.array(text),
        fc.option(fc.boolean()),
        fc.option(fc.integer()),
        async (one, list, flag, n) => {
          expect(await echo([one, list, flag, n])).toEqual({ one, list, flag, n });
        },
      ),
      { numRuns: 300 },
    );
  });

  test('U+0000, which no text may contain, does not end the literal', async () => {
    expect(await echo(["a\0'b", [], true, 1])).toMatchObject({ one: "a'b" });
  });

  test('of another type are rejected', async () => {
    await expect(echo([{}, [], true, 1])).rejects.toThrow(TypeError);
    await expect(echo(['a', [], true, 1.5])).rejects.toThrow(TypeError);
  });
});

/** Opens a database and calls some functions of it millions of times. */
const HOT = `
  import { openPgliteDatabase } from '${new URL('../../out-tsc/js/database/pglite-database.js', import.meta.url).href}';
  const database = await openPgliteDatabase();
  await database.orm.execute("SELECT count(*) FROM generate_series(1, 1000000) n WHERE n::text LIKE '%7'");
  await database.close();
`;

test('the engine is compiled by the baseline compiler alone: the optimizing one takes 600 MB for one function', async () => {
  const trace = ['--trace-wasm-compilation-times', '--input-type=module', '-e', HOT];
  const { waitForExit, output } = startProcess(process.execPath, trace);
  expect(await waitForExit()).toBe(0);
  const compiled = output.stdout.split('\n').filter((line) => line.startsWith('Compiled function'));
  expect(compiled.length).toBeGreaterThan(100);
  expect(compiled.filter((line) => !line.includes('using Liftoff'))).toEqual([]);
}, 60_000);
