import { expect, test } from '@jest/globals';
import { isApp2WxappError } from '../src/index.js';
import { PARSERS } from './parsers.js';

/** Few in every run; `EDGE_INPUTS=1000000 EDGE_SEED=…` for a long one. */
const COUNT = Number(process.env.EDGE_INPUTS ?? 50_000);
const SEED = Number(process.env.EDGE_SEED ?? 20_261_127);
const MAX_PIECES = 40;
/** What every parser gets beside the pieces of its own format. */
const FOREIGN = [
  ...['', '\u0000', '\ud800', '\udfff', '\ufeff', '\u202e', '\r\n', '😀', '%00', '%zz', '%ff', '%', '+', '#'],
  ...[
    '__proto__',
    'constructor',
    '{"__proto__":1}',
    'null',
    '[]',
    '1e400',
    '-0',
    '9'.repeat(400),
    'a'.repeat(4100),
  ],
];

test('of any text a parser makes a value, or refuses it by a coded error', () => {
  const next = createRandom(SEED);
  const parsers = Object.entries(PARSERS);
  const counts = { values: 0, refusals: 0 };
  for (let index = 0; index < COUNT; index += 1) {
    const [name, [parse, pieces]] = parsers[index % parsers.length] ?? ([] as never);
    const choose = () => (next(4) === 0 ? FOREIGN[next(FOREIGN.length)] : pieces[next(pieces.length)]);
    const text = Array.from({ length: next(MAX_PIECES) }, choose).join('');
    try {
      parse(text);
      counts.values += 1;
    } catch (error) {
      if (!isApp2WxappError(error)) {
        throw new Error(`${name} threw a foreign error at ${JSON.stringify(text)}`, { cause: error });
      }
      counts.refusals += 1;
    }
  }
  process.stderr.write(`${COUNT} inputs from seed ${SEED}: ${JSON.stringify(counts)}\n`);
  // Else all of them would have ended at the first check.
  expect(Math.min(counts.values, counts.refusals)).toBeGreaterThan(COUNT / 50);
}, 3_600_000);

/** Gives the same whole numbers below a limit in each run of one seed. @see Marsaglia, Xorshift RNGs (2003) */
function createRandom(seed: number): (limit: number) => number {
  let state = seed | 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}
