/** As much of JSON Schema as the schemas of this server use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly nullable?: boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Operation {
  readonly summary?: string;
  readonly 'x-role'?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content & { readonly description?: string }>>;
}

/** As much of OpenAPI as the documents of this server use. */
export interface OpenApi {
  readonly info: { readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** Writes a table of the variables of the environment. */
export function buildSettings({ properties = {} }: Schema): string {
  const rows = Object.entries(properties).map(([name, schema]) => {
    const given = schema.default === undefined ? '' : `\`${writeValue(schema.default)}\``;
    return [`\`${name}\``, nameType(schema), given, schema.description ?? ''];
  });
  return writeTable(['variable', 'takes', 'default', ''], rows);
}

/** Writes what every endpoint takes and answers. */
export function buildEndpoints({ paths }: OpenApi): string {
  const endpoints = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => writeOperation(method, path, operation)),
  );
  return endpoints.join('\n\n');
}

/** Writes the objects that endpoints name, each once. */
export function buildObjects(documents: readonly OpenApi[]): string {
  const schemas = Object.assign({}, ...documents.map(({ components }) => components?.schemas)) as Record<
    string,
    Schema
  >;
  return Object.entries(schemas)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, schema]) => `### ${name}\n\n${writeFields(schema)}`)
    .join('\n\n');
}

function writeOperation(method: string, path: string, operation: Operation): string {
  const heading = `### \`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}\``;
  const role = operation['x-role'] === undefined ? '' : ` Role: ${operation['x-role']}.`;
  // What is in the path is in the heading.
  const named = (operation.parameters ?? []).filter(({ in: where }) => where !== 'path');
  const asked = named.map(({ name, in: where, required, description, schema = {} }) => [
    `\`${name}\``,
    where,
    `${nameType(schema)}${required ? '' : ', optional'}`,
    description ?? schema.description ?? '',
  ]);
  const sent = Object.entries(operation.requestBody?.content ?? {});
  const [type, { schema: body = {} }] = sent[0] ?? ['', {}];
  const fields = Object.entries(body.properties ?? {}).map(([name, schema]) => [
    `\`${name}\``,
    'body',
    `${nameType(schema)}${body.required?.includes(name) ? '' : ', optional'}`,
    schema.description ?? '',
  ]);
  const other = type !== '' && fields.length === 0 ? [`Body: ${nameBody(sent)}.`] : [];
  const rows = [...asked, ...fields];
  return [
    heading,
    `${operation.summary ?? ''}.${role}`,
    ...(rows.length > 0 ? [writeTable(['takes', 'in', '', ''], rows)] : []),
    ...other,
    ...Object.entries(operation.responses).flatMap(writeAnswer),
  ].join('\n\n');
}

function nameBody(sent: readonly (readonly [string, { readonly schema?: Schema }])[]): string {
  return sent.map(([type, { schema }]) => (schema?.$ref ? nameType(schema) : `\`${type}\``)).join(', ');
}

/** Refusals are the same everywhere, and said once. */
function writeAnswer([status, { description = '', content }]: [
  string,
  Operation['responses'][string],
]): string[] {
  if (status === '4XX') return [];
  const body = Object.values(content ?? {})[0]?.schema;
  const name = body === undefined || body.format === 'binary' ? '' : ` ${nameType(body)}`;
  const fields = body?.properties === undefined ? [] : [writeFields(body)];
  const said = description === '' ? '' : ` ${description}.`;
  return [`→ **${status}**${fields.length > 0 ? '' : name}${said}`, ...fields];
}

function writeFields(schema: Schema): string {
  const { properties = {}, required = [] } = schema;
  const rows = Object.entries(properties).map(([name, field]) => [
    `\`${name}\``,
    `${nameType(field)}${required.includes(name) ? '' : ', optional'}`,
    field.description ?? '',
  ]);
  return rows.length === 0 ? nameType(schema) : writeTable(['field', '', ''], rows);
}

function writeValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function nameType(schema: Schema): string {
  if (schema.nullable) return `${nameType({ ...schema, nullable: false })} or null`;
  const { $ref, anyOf, oneOf, items, type = 'text' } = schema;
  if ($ref !== undefined) {
    const name = $ref.replace(/^.*\//, '');
    return `[${name}](#${name.toLowerCase()})`;
  }
  const variants = anyOf ?? oneOf;
  if (variants) return [...new Set(variants.map(nameType))].join(' or ');
  const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (values) return values.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  if (type === 'array') return `list of ${nameType(items ?? {})}`;
  if (type === 'null') return 'null';
  if (type === 'object' && schema.properties) return `object with ${nameKeys(schema.properties)}`;
  if (type !== 'string') return `${type} ${nameRange(schema.minimum, schema.maximum)}`.trim();
  if (schema.format !== undefined && schema.format !== 'binary') return schema.format;
  if (schema.pattern !== undefined && schema.pattern.length < 48) return `\`${schema.pattern}\``;
  const range = nameRange(schema.minLength, schema.maxLength);
  return range === '' ? 'text' : `text, ${range} characters`;
}

function nameKeys(properties: Readonly<Record<string, Schema>>): string {
  return Object.keys(properties)
    .map((name) => `\`${name}\``)
    .join(', ');
}

/** What JSON cannot hold more of is no limit. */
function nameRange(least?: number, most?: number): string {
  const from = least === undefined || least <= Number.MIN_SAFE_INTEGER ? undefined : least;
  const to = most === undefined || most >= Number.MAX_SAFE_INTEGER ? undefined : most;
  if (from === undefined) return to === undefined ? '' : `at most ${to}`;
  return to === undefined ? `at least ${from}` : `${from}–${to}`;
}

function writeTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const escaped = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')));
  const lines = [heads, heads.map(() => '---'), ...escaped];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
