/** Parses a text of any kind; it returns a value, now or later, or throws what it refuses. */
export type Parse = (text: string) => unknown;

/** A parser, and pieces of what it takes. The longest is a whole valid input, the others what inputs are made of. */
export type EdgeParser = readonly [parse: Parse, pieces: readonly string[]];

/** Pieces of JSON, for a parser of an answer. Add what its own answers have: whole ones, and names with their colon. */
export const JSON_PIECES: readonly string[] = [
  ...['{', '}', '[', ']', '"', '\\', ':', ',', '1', ' ', 'null', '\ufeff', '{}', '"code":'],
];

/** Options of {@link sendEdgeInputs}. */
export interface EdgeInputs {
  readonly count: number;
  /** Repeats the same inputs. */
  readonly seed: number;
  /** Whether an error is one that the parser may throw. */
  readonly isCoded: (error: unknown) => boolean;
}

const MAX_PIECES = 40;
/** What every parser gets beside the pieces of its own format. */
const FOREIGN = [
  ...['', '\u0000', '\ud800', '\udfff', '\ufeff', '\u202e', '\r\n', '😀', '%00', '%zz', '%ff', '%', '+', '#'],
  ...['__proto__', 'constructor', '{"__proto__":1}', 'null', '[]', '1e400', '-0'],
  ...['9'.repeat(400), 'a'.repeat(4100)],
];

/**
 * Gives a parser generated inputs: valid ones, some with one change, and others.
 *
 * @returns how many it parsed and refused
 * @throws {Error} with the input for which it threw anything else
 */
export async function sendEdgeInputs(
  [parse, pieces]: EdgeParser,
  { count, seed, isCoded }: EdgeInputs,
): Promise<{ values: number; refusals: number }> {
  const next = createRandom(seed);
  const counts = { values: 0, refusals: 0 };
  for (let index = 0; index < count; index += 1) {
    const text = buildText(pieces, next);
    try {
      await parse(text);
      counts.values += 1;
    } catch (error) {
      if (!isCoded(error)) throw new Error(`a foreign error for ${JSON.stringify(text)}`, { cause: error });
      counts.refusals += 1;
    }
  }
  return counts;
}

type Random = (limit: number) => number;

function buildText(pieces: readonly string[], next: Random): string {
  const pick = (from: readonly string[]) => from[next(from.length)] ?? '';
  // Most of what has many pieces is refused at its first character.
  if (next(2) === 0) {
    const whole = next(2) === 0 ? pick(pieces) : pieces.reduce((a, b) => (b.length > a.length ? b : a));
    return change(whole, () => pick(next(2) === 0 ? FOREIGN : pieces), next);
  }
  return Array.from({ length: next(MAX_PIECES) }, () => pick(next(4) === 0 ? FOREIGN : pieces)).join('');
}

/** Leaves a text as it is, or replaces, cuts or lengthens it at one place. */
function change(text: string, pick: () => string, next: Random): string {
  const at = next(text.length + 1);
  const [before, after] = [text.slice(0, at), text.slice(at)];
  const how = next(5);
  if (how === 0) return text;
  if (how === 1) return before + after.slice(1);
  if (how === 2) return before + pick() + after;
  if (how === 3) return before + pick() + after.slice(1);
  return before;
}

/** Gives the same whole numbers below a limit in each run of one seed. @see Marsaglia, Xorshift RNGs (2003) */
function createRandom(seed: number): Random {
  let state = seed | 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}
