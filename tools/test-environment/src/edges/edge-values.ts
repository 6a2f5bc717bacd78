import fc from 'fast-check';

/** A JSON schema as OpenAPI 3 documents have it; what is not read here is left out. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** Finds a schema by its `$ref`. */
export type ResolveSchema = (ref: string) => Schema;

/** Values that no schema asks for, in any place. */
export const HOSTILE: readonly unknown[] = [
  null,
  true,
  -1,
  -0,
  1.5,
  2 ** 53,
  1e308,
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'a\udfff',
  '\u202eevil',
  '\u2066x\u2069',
  '\ufeff',
  '\r\nx-injected: 1',
  '__proto__',
  'constructor',
  '%00',
  '%',
  '%2e%2e%2f',
  "' OR 1=1 --",
  '${7*7}',
  'e\u0301'.repeat(400),
  '🙂'.repeat(300),
  'x'.repeat(20_000),
  '9'.repeat(400),
  '0000-01-01T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '2026-02-30T25:61:61Z',
  [],
  ['x'],
  [[[[[[[[]]]]]]]],
  {},
  { $ne: 1 },
  { length: 5 },
  { toString: 1 },
  JSON.parse('{"__proto__":{"isAdmin":true}}'),
];

/** Builds values at, just inside and just outside of the limits of a schema. */
export function createEdgeValues(schema: Schema, resolve: ResolveSchema, depth = 0): fc.Arbitrary<unknown> {
  const found = schema.$ref === undefined ? schema : resolve(schema.$ref);
  const inner = (part: Schema) => createEdgeValues(part, resolve, depth + 1);
  if (depth > 4) return fc.constantFrom(...HOSTILE);
  const choices = [...(found.anyOf ?? []), ...(found.oneOf ?? []), ...(found.allOf ?? [])];
  if (choices.length > 0) return fc.oneof(...choices.map(inner));
  if (found.const !== undefined) return fc.constant(found.const);
  if (found.enum) return fc.constantFrom(...found.enum, ...found.enum.map((value) => `${String(value)} `));
  const type = typeof found.type === 'string' ? found.type : found.type?.[0];
  if (type === 'string') return createStrings(found);
  if (type === 'integer' || type === 'number') return createNumbers(found);
  if (type === 'boolean') return fc.constantFrom<unknown>(true, false, 'true', 0, 1);
  if (type === 'array') return createLists(found, inner);
  if (type === 'object' || found.properties) return createObjects(found, inner);
  return fc.oneof(fc.constantFrom(...HOSTILE), fc.jsonValue());
}

function createStrings({
  minLength: min = 0,
  maxLength: max,
  pattern,
  format,
}: Schema): fc.Arbitrary<unknown> {
  const lengths = [min - 1, min, min + 1, ...(max === undefined ? [] : [max - 1, max, max + 1])];
  const edges = lengths.filter((length) => length >= 0).map((length) => 'x'.repeat(length));
  const kinds: fc.Arbitrary<unknown>[] = [
    fc.constantFrom(...edges),
    fc.string({ unit: 'binary', maxLength: 40 }),
  ];
  if (pattern !== undefined) {
    const valid = matchOrUndefined(pattern);
    if (valid) kinds.push(valid, valid, valid);
  }
  if (format === 'date-time') kinds.push(fc.date({ noInvalidDate: true }).map((date) => date.toISOString()));
  if (format === 'uri') kinds.push(fc.webUrl(), fc.constant('https://a.example/x'));
  return fc.oneof(...kinds);
}

/** Not every expression of a schema can be turned round. */
function matchOrUndefined(pattern: string): fc.Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'));
  } catch {
    return undefined;
  }
}

function createNumbers({ minimum: min = 0, maximum: max = 2 ** 31 }: Schema): fc.Arbitrary<unknown> {
  const edges = [
    min - 1,
    min,
    min + 1,
    max - 1,
    max,
    max + 1,
    (min + max) / 2,
    min + 0.5,
    -min,
    2 ** 53,
    1e308,
  ];
  return fc.oneof(fc.constantFrom<unknown>(...edges, String(min), `${max}x`), fc.integer());
}

function createLists(
  { minItems: min = 0, maxItems: max = 3, items }: Schema,
  inner: Inner,
): fc.Arbitrary<unknown> {
  const item = inner(items ?? {});
  const lengths = [min - 1, min, min + 1, max, max + 1].filter((length) => length >= 0 && length < 200);
  return fc.oneof(
    fc.constantFrom(...lengths).chain((length) => fc.array(item, { minLength: length, maxLength: length })),
    item,
  );
}

type Inner = (schema: Schema) => fc.Arbitrary<unknown>;

/** Mostly complete, so that what is behind the first check is reached as well. */
function createObjects({ properties = {}, required = [] }: Schema, inner: Inner): fc.Arbitrary<unknown> {
  const entries = Object.entries(properties).map(([name, schema]): [string, fc.Arbitrary<unknown>] => [
    name,
    inner(schema),
  ]);
  const fields = Object.fromEntries(entries);
  const requiredKeys = required.filter((name) => name in fields);
  return fc.oneof(
    { weight: 6, arbitrary: fc.record(fields, { requiredKeys }) },
    { weight: 2, arbitrary: fc.record(fields, { requiredKeys: [] }) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          fc.record(fields, { requiredKeys }),
          fc.constantFrom(...Object.keys(fields), '__proto__', 'x'),
          fc.constantFrom(...HOSTILE),
        )
        .map(([object, name, value]) => Object.fromEntries([...Object.entries(object), [name, value]])),
    },
  );
}
