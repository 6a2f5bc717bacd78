import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sendEdgeInputs, type EdgeParser } from './edge-inputs.js';
import { measureGrowth } from './measure-growth.js';

/** Inputs of each parser: few in every run; `npm run test:edges` gives more. */
const COUNT = Number(process.env.EDGE_INPUTS ?? 1_000);
const SEED = Number(process.env.EDGE_SEED ?? 20_261_127);
/** Between linear and quadratic growth is what a busy machine may add. */
const BOUND = 100;

type Parsers = readonly (readonly [name: string, parser: EdgeParser])[];

/**
 * Describes what holds for every parser: of any text it makes a value, or refuses it by a coded error, in time that
 * grows with the length of the text only.
 *
 * @param name of the description
 * @param isCoded whether an error is a refusal
 */
export function describeParsers(
  name: string,
  parsers: Readonly<Record<string, EdgeParser>>,
  isCoded: (error: unknown) => boolean,
): void {
  const all = Object.entries(parsers);
  describe(name, () => {
    describeRefusals(all, isCoded);
    describeCosts(all);
  });
}

function describeRefusals(all: Parsers, isCoded: (error: unknown) => boolean): void {
  const sums = { values: 0, refusals: 0 };
  describe('any text is parsed, or refused by a coded error', () => {
    test.each(all)(
      'by %s',
      async (_name, parser) => {
        const { values, refusals } = await sendEdgeInputs(parser, { count: COUNT, seed: SEED, isCoded });
        sums.values += values;
        sums.refusals += refusals;
        // Else all of them would have ended at the first check.
        expect(values).toBeGreaterThan(COUNT / 50);
      },
      3_600_000,
    );
    afterAll(() => {
      const sent = sums.values + sums.refusals;
      process.stderr.write(`${sent} inputs from seed ${SEED}: ${JSON.stringify(sums)}\n`);
    });
  });
}

function describeCosts(all: Parsers): void {
  describe('sixteen times the input costs far less than 256 times as much', () => {
    test.each(all)(
      'in %s',
      async (_name, [parse, pieces]) => {
        const some = fc.array(fc.constantFrom(...pieces), { maxLength: 3 }).map((few) => few.join(''));
        const present = pieces.filter((piece) => piece !== '');
        const repeated = fc.array(fc.constantFrom(...present), { minLength: 1, maxLength: 3 });
        await fc.assert(
          fc.asyncProperty(some, repeated, some, async (start, unit, end) => {
            const pattern = unit.join('');
            const build = (length: number) =>
              start + pattern.repeat(Math.ceil(length / pattern.length)) + end;
            for (let attempt = 0; attempt < 3; attempt += 1) {
              if ((await measureGrowth(parse, build)) < BOUND) return;
            }
            throw new Error(`The cost grows faster than the input: ${JSON.stringify([start, pattern, end])}`);
          }),
          { numRuns: 10 },
        );
      },
      120_000,
    );
  });
}
