import { inspect } from 'node:util';

/** Arguments of which one, or one member of one, is what no declaration allows. */
export interface Spoiled {
  readonly place: string;
  readonly args: readonly unknown[];
}

class Instance {
  get member(): never {
    throw new Error('thrown by a getter');
  }
}

/** What a function that is among the arguments throws. */
export const OWN_ERROR = new Error('of the caller');

/** What JavaScript passes where TypeScript is not there to object. */
const BAD: readonly unknown[] = [
  undefined,
  null,
  true,
  -1,
  Number.NaN,
  5n,
  '',
  'text',
  '\u0000',
  Symbol('symbol'),
  [],
  [null],
  {},
  Object.freeze({}),
  Object.create(null),
  new Instance(),
  new Map(),
  new Date(Number.NaN),
  () => undefined,
  () => {
    throw OWN_ERROR;
  },
];

/** Lists every way to spoil one place of the arguments of a call: an argument, and each member of one, to any depth. */
export function spoil(args: readonly unknown[]): Spoiled[] {
  return placesOf(args).flatMap((path) =>
    BAD.map((bad) => ({
      place: `${path.join('.')} = ${describeBad(bad)}`,
      args: replace(args, path, bad) as readonly unknown[],
    })),
  );
}

function placesOf(value: unknown): string[][] {
  if (!isPlain(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    [name],
    ...placesOf(member).map((path) => [name, ...path]),
  ]);
}

function replace(value: unknown, [name = '', ...rest]: readonly string[], bad: unknown): unknown {
  const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  const members = copy as Record<string, unknown>;
  members[name] = rest.length === 0 ? bad : replace(members[name], rest, bad);
  return copy;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

function describeBad(bad: unknown): string {
  return typeof bad === 'function' ? bad.toString() : inspect(bad);
}
