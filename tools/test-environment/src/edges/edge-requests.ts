import fc from 'fast-check';
import { createHeaders, type EdgeHeaders } from './edge-headers.js';
import { createEdgeValues, HOSTILE, type Schema } from './edge-values.js';

/** An OpenAPI document, as far as it is read. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}
interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
}

/** Values that a caller of the API may know, so that requests get past the first check. */
export interface KnownValues {
  /** Values of path parameters, query parameters and fields, by name. */
  readonly values: Readonly<Record<string, readonly unknown[]>>;
  /** Values of `authorization`. */
  readonly authorization: readonly string[];
  /** Operations, as `delete /pools/{id}`, that must not meet what is known. */
  readonly destructive: (operation: string) => boolean;
}

/** A request, and the operation that it is one of. */
export interface EdgeRequest {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** A list is sent as one header each. */
  readonly headers: EdgeHeaders;
  readonly body: string;
}

/** Deeper than what recurses can go. */
const DEEP = `${'['.repeat(7500)}${']'.repeat(7500)}`;

const TYPES = [
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  'text/plain',
  'multipart/form-data',
  ';',
  'application/json;;',
];

/** Methods that few routes or none have. */
const OTHER_METHODS = ['HEAD', 'OPTIONS', 'PUT', 'QUERY', 'PROPFIND'];

/** Builds requests at the edges of every schema of a document, and wrong in every other way. */
export function createEdgeRequests(document: OpenApiDocument, known: KnownValues): fc.Arbitrary<EdgeRequest> {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      createOperation(document, known, { path, method, operation }),
    ),
  );
  return fc.oneof(...operations);
}

interface Place {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

function createOperation(
  document: OpenApiDocument,
  known: KnownValues,
  { path, method, operation }: Place,
): fc.Arbitrary<EdgeRequest> {
  const name = `${method} ${path}`;
  const isKnown = !known.destructive(name);
  const resolve = (ref: string) => document.components?.schemas?.[ref.split('/').at(-1) ?? ''] ?? {};
  const valueOf = (parameter: string, schema: Schema): fc.Arbitrary<unknown> => {
    const values = isKnown ? (known.values[parameter] ?? []) : [];
    const edges = fc.oneof(createEdgeValues(schema, resolve), fc.constantFrom(...HOSTILE));
    return values.length > 0
      ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: edges })
      : edges;
  };
  const parameters = operation.parameters ?? [];
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => parameter);
  const segments = fc.tuple(
    ...inPath.map((parameter) =>
      valueOf(parameter, { type: 'string', pattern: '^[0-9a-f]{24}$' }).map(encodeSegment),
    ),
  );
  const queries = fc.tuple(
    ...parameters
      .filter((parameter) => parameter.in === 'query')
      .map((parameter) => createQuery(parameter.name, valueOf(parameter.name, parameter.schema ?? {}))),
  );
  const contents = Object.entries(operation.requestBody?.content ?? {});
  const bodies = contents.map(([type, { schema }]) => createBody(type, schema ?? {}, { resolve, valueOf }));
  return fc
    .record({
      segments,
      queries,
      extra: fc.constantFrom('', '', '', '__proto__=x', 'constructor[prototype]=x', '%', 'a'.repeat(3000)),
      body: bodies.length > 0 ? fc.oneof(...bodies) : fc.constant({ type: '', body: '' }),
      headers: createHeaders(known),
      type: fc.oneof(
        { weight: 9, arbitrary: fc.constant('') },
        { weight: 1, arbitrary: fc.constantFrom(...TYPES) },
      ),
      method: fc.oneof(
        { weight: 19, arbitrary: fc.constant(method.toUpperCase()) },
        { weight: 1, arbitrary: fc.constantFrom(...OTHER_METHODS) },
      ),
    })
    .map((drawn) => buildRequest({ name, path }, drawn));
}

/** What was drawn for one request. */
interface Drawn {
  readonly segments: readonly string[];
  readonly queries: readonly string[];
  readonly extra: string;
  readonly body: { readonly type: string; readonly body: string };
  readonly headers: EdgeHeaders;
  readonly type: string;
  readonly method: string;
}

function buildRequest(
  { name, path }: { readonly name: string; readonly path: string },
  { segments, queries, extra, body, headers, type, method }: Drawn,
): EdgeRequest {
  let index = 0;
  const query = [...queries, extra].filter((part) => part !== '').join('&');
  const contentType = type || body.type;
  return {
    operation: name,
    method,
    path: path.replace(/\{\w+\}/g, () => segments[index++] ?? '') + (query && `?${query}`),
    headers: { ...headers, ...(contentType && { 'content-type': contentType }) },
    body: body.body,
  };
}

/** Text that HTTP can carry, percent-encoded where it must be, and sometimes wrongly. */
function encodeSegment(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text.startsWith('%')) return text;
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).slice(0, 6000) || '%20';
}

function createQuery(name: string, values: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const pair = values.map((value) => `${name}=${encodeSegment(value)}`);
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant('') },
    { weight: 8, arbitrary: pair },
    { weight: 1, arbitrary: fc.tuple(pair, pair).map((pairs) => pairs.join('&')) },
    { weight: 1, arbitrary: pair.map((text) => Array<string>(300).fill(text.slice(0, 20)).join('&')) },
    ...['[]=', '[0]=', '[99999999]=', '[a][b]=', '.a='].map((key) => ({
      weight: 1,
      arbitrary: pair.map((text) => text.replace('=', key)),
    })),
  );
}

interface BodyParts {
  readonly resolve: (ref: string) => Schema;
  readonly valueOf: (name: string, schema: Schema) => fc.Arbitrary<unknown>;
}

function createBody(
  type: string,
  schema: Schema,
  { resolve, valueOf }: BodyParts,
): fc.Arbitrary<{ type: string; body: string }> {
  const found = schema.$ref === undefined ? schema : resolve(schema.$ref);
  const fields = Object.entries(found.properties ?? {}).map(
    ([name, part]): [string, fc.Arbitrary<unknown>] => [name, valueOf(name, part)],
  );
  const requiredKeys = [...(found.required ?? [])].filter((name) => fields.some(([field]) => field === name));
  const known = fc.record(Object.fromEntries(fields), { requiredKeys });
  const value = fc.oneof(
    { weight: 3, arbitrary: known },
    { weight: 1, arbitrary: fc.record(Object.fromEntries(fields), { requiredKeys: [] }) },
    { weight: 1, arbitrary: createEdgeValues(found, resolve) },
    { weight: 1, arbitrary: fc.constantFrom(...HOSTILE) },
  );
  if (type === 'application/x-www-form-urlencoded')
    return value.map((content) => ({ type, body: writeForm(content) }));
  const isText = !type.includes('json');
  return fc.tuple(value, fc.nat(20)).map(([content, spoil]) => ({
    type,
    body: typeof content === 'string' && isText ? content : spoilJson(JSON.stringify(content) ?? '', spoil),
  }));
}

function writeForm(content: unknown): string {
  if (typeof content !== 'object' || content === null) return String(content);
  return Object.entries(content)
    .map(([name, value]) => `${name}=${encodeSegment(value)}`)
    .join('&');
}

/** Mostly leaves the text as it is; otherwise writes what no object turns into. */
function spoilJson(json: string, how: number): string {
  if (how === 0) return json.replace(/^\{("[^"]+":)/, '{$1null,$1');
  if (how === 1) return json.replace(/:(true|false|null|-?\d+)/, ':1e999');
  if (how === 2) return json.slice(0, -1);
  if (how === 3) return json.replace(/^\{/, '{"__proto__":{"x":1},"constructor":{"prototype":{}},');
  if (how === 4) return `${'['.repeat(5000)}${json}`;
  if (how === 5) return `\ufeff${json}`;
  if (how === 6) return json.replace(/:(true|false|null|-?\d+|\{\}|"[^"\\]*")/, `:{"a":${DEEP}}`);
  return json;
}
