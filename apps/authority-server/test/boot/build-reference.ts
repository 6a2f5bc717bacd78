import type { ReferenceLanguage } from './reference-language.js';

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

/** Writes the parts of a reference from schemas, in one language. */
export class ReferenceWriter {
  constructor(private readonly language: ReferenceLanguage) {}

  /** Writes a table of the variables of the environment. */
  writeSettings({ properties = {} }: Schema): string {
    const rows = Object.entries(properties).map(([name, schema]) => {
      const given = schema.default === undefined ? '' : `\`${writeValue(schema.default)}\``;
      return [`\`${name}\``, this.nameType(schema), given, this.describe(schema)];
    });
    return writeTable(this.language.settingHeads, rows);
  }

  /** Writes what every endpoint takes and returns. */
  writeEndpoints({ paths }: OpenApi): string {
    const endpoints = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => this.writeOperation(method, path, operation)),
    );
    return endpoints.join('\n\n');
  }

  /** Writes the objects that endpoints name, each once. */
  writeObjects(documents: readonly OpenApi[]): string {
    const schemas = Object.assign({}, ...documents.map(({ components }) => components?.schemas)) as Record<
      string,
      Schema
    >;
    return Object.entries(schemas)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, schema]) => `### ${name}\n\n${this.writeFields(schema)}`)
      .join('\n\n');
  }

  private writeOperation(method: string, path: string, operation: Operation): string {
    const { translate, stop, role } = this.language;
    const heading = `### \`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}\``;
    // What is in the path is in the heading.
    const named = (operation.parameters ?? []).filter(({ in: where }) => where !== 'path');
    const asked = named.map(({ name, in: where, required, description = '', schema = {} }) => [
      `\`${name}\``,
      where,
      this.nameType(schema) + this.nameOptional(required),
      description === '' ? this.describe(schema) : translate(description),
    ]);
    const sent = Object.entries(operation.requestBody?.content ?? {});
    const [type, { schema: body = {} }] = sent[0] ?? ['', {}];
    const fields = Object.entries(body.properties ?? {}).map(([name, schema]) => [
      `\`${name}\``,
      'body',
      this.nameType(schema) + this.nameOptional(body.required?.includes(name)),
      this.describe(schema),
    ]);
    const other = type !== '' && fields.length === 0 ? [this.language.body(this.nameBody(sent))] : [];
    const rows = [...asked, ...fields];
    const marked = operation['x-role'] === undefined ? '' : role(operation['x-role']);
    return [
      heading,
      translate(operation.summary ?? '') + stop + marked,
      ...(rows.length > 0 ? [writeTable(this.language.requestHeads, rows)] : []),
      ...other,
      ...Object.entries(operation.responses).flatMap((response) => this.writeResponse(response)),
    ].join('\n\n');
  }

  private nameBody(sent: readonly (readonly [string, { readonly schema?: Schema }])[]): string {
    return sent
      .map(([type, { schema }]) => (schema?.$ref ? this.nameType(schema) : `\`${type}\``))
      .join(', ');
  }

  /** Refusals are the same everywhere, and described once. */
  private writeResponse([status, response]: [string, Operation['responses'][string]]): string[] {
    if (status === '4XX') return [];
    const { translate, stop } = this.language;
    const body = Object.values(response.content ?? {})[0]?.schema;
    const name = body === undefined || body.format === 'binary' ? '' : ` ${this.nameType(body)}`;
    const fields = body?.properties === undefined ? [] : [this.writeFields(body)];
    const described = response.description ? ` ${translate(response.description)}${stop}` : '';
    return [`→ **${status}**${fields.length > 0 ? '' : name}${described}`, ...fields];
  }

  private writeFields(schema: Schema): string {
    const { properties = {}, required = [] } = schema;
    const rows = Object.entries(properties).map(([name, field]) => [
      `\`${name}\``,
      this.nameType(field) + this.nameOptional(required.includes(name)),
      this.describe(field),
    ]);
    return rows.length === 0 ? this.nameType(schema) : writeTable(this.language.fieldHeads, rows);
  }

  private describe({ description = '' }: Schema): string {
    return this.language.translate(description);
  }

  private nameOptional(required = false): string {
    return required ? '' : this.language.optional;
  }

  private nameType(schema: Schema): string {
    const { language } = this;
    if (schema.nullable) return language.orNull(this.nameType({ ...schema, nullable: false }));
    const { $ref, anyOf, oneOf, items, type = 'string' } = schema;
    if ($ref !== undefined) {
      const name = $ref.replace(/^.*\//, '');
      return `[${name}](#${name.toLowerCase()})`;
    }
    const variants = anyOf ?? oneOf;
    if (variants) return language.either([...new Set(variants.map((one) => this.nameType(one)))]);
    const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
    if (values) return values.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
    if (type === 'array') return language.list(this.nameType(items ?? {}));
    if (type === 'null') return 'null';
    if (type === 'object' && schema.properties)
      return language.objectWith(Object.keys(schema.properties).map((name) => `\`${name}\``));
    return type === 'string' ? this.nameText(schema) : this.nameOther(type, schema);
  }

  private nameText({ format, pattern, minLength, maxLength }: Schema): string {
    if (format !== undefined && format !== 'binary') return format;
    if (pattern !== undefined && pattern.length < 48) return `\`${pattern}\``;
    const range = this.nameRange(minLength, maxLength);
    return range === '' ? this.language.text : this.language.characters(range);
  }

  private nameOther(type: string, { minimum, maximum }: Schema): string {
    const { language } = this;
    const names: Readonly<Record<string, string>> = {
      integer: language.integer,
      number: language.number,
      boolean: language.boolean,
      object: language.object,
    };
    return language.type(names[type] ?? type, this.nameRange(minimum, maximum));
  }

  /** What JSON cannot hold more of is no limit. */
  private nameRange(least?: number, most?: number): string {
    const { atMost, atLeast } = this.language;
    const from = least === undefined || least <= Number.MIN_SAFE_INTEGER ? undefined : least;
    const to = most === undefined || most >= Number.MAX_SAFE_INTEGER ? undefined : most;
    if (from === undefined) return to === undefined ? '' : atMost(to);
    return to === undefined ? atLeast(from) : `${from}–${to}`;
  }
}

function writeValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function writeTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const escaped = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')));
  const lines = [heads, heads.map(() => '---'), ...escaped];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
