import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PARSERS, type Parse } from './parsers.js';

const SHORT = 4_000;
// As much as a server reads of headers and of most bodies, and more.
const LONG = 16 * SHORT;
// Sixteen times the input costs 16 times as much where the cost is linear, and 256 times where it is quadratic. In
// between is what a busy machine may add.
const BOUND = 100;
const NEGLIGIBLE_MS = 0.1;

describe('sixteen times the input costs far less than 256 times as much', () => {
  test.each(Object.entries(PARSERS))(
    'in %s',
    (_name, [parse, pieces]) => {
      const some = fc.array(fc.constantFrom(...pieces), { maxLength: 3 }).map((all) => all.join(''));
      const repeated = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 3 });
      fc.assert(
        fc.property(some, repeated, some, (start, unit, end) => {
          const pattern = unit.join('');
          const build = (length: number) => start + pattern.repeat(length / pattern.length) + end;
          return [1, 2, 3].some(() => measureGrowth(parse, build) < BOUND);
        }),
        { numRuns: 50 },
      );
    },
    60_000,
  );

  test('and a quadratic parser would be found', () => {
    // One tenth of the text, since this one takes seconds for all of it.
    // eslint-disable-next-line regexp/no-super-linear-move -- the very thing that this test looks for
    const quadratic: Parse = (text) => /a+b/.test(text.slice(text.length * 0.9));
    expect(measureGrowth(quadratic, (length) => 'a'.repeat(length))).toBeGreaterThan(BOUND);
  });
});

function measureGrowth(parse: Parse, build: (length: number) => string): number {
  const [short, long] = [measure(parse, build(SHORT)), measure(parse, build(LONG))];
  return long / Math.max(short, NEGLIGIBLE_MS);
}

/** Processor time in milliseconds, which other processes do not change: the least of five, without what compiling adds. */
function measure(parse: Parse, text: string): number {
  const times = Array.from({ length: 5 }, () => {
    const start = process.cpuUsage();
    try {
      parse(text);
    } catch {
      // What is refused has its cost too.
    }
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
