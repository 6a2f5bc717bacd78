import { readFileSync } from 'node:fs';

/** The language of a generated reference: the sentences of the schemas, and the words around them. */
export interface ReferenceLanguage {
  /** Translates a sentence of a schema. One without a translation is noted, and returned as it is. */
  translate(sentence: string): string;
  /** What follows a sentence that ends without a full stop. */
  readonly stop: string;
  readonly settingHeads: readonly string[];
  readonly requestHeads: readonly string[];
  readonly fieldHeads: readonly string[];
  readonly text: string;
  readonly integer: string;
  readonly number: string;
  readonly boolean: string;
  readonly object: string;
  readonly optional: string;
  role(role: string): string;
  body(types: string): string;
  orNull(type: string): string;
  either(types: readonly string[]): string;
  list(type: string): string;
  objectWith(keys: readonly string[]): string;
  atMost(most: number): string;
  atLeast(least: number): string;
  characters(range: string): string;
  type(type: string, range: string): string;
}

export const ENGLISH: ReferenceLanguage = {
  translate: (sentence) => sentence,
  stop: '.',
  settingHeads: ['variable', 'value', 'default', 'meaning'],
  requestHeads: ['field', 'in', 'type', 'meaning'],
  fieldHeads: ['field', 'type', 'meaning'],
  text: 'text',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  object: 'object',
  optional: ', optional',
  role: (role) => ` Role: ${role}.`,
  body: (types) => `Body: ${types}.`,
  orNull: (type) => `${type} or null`,
  either: (types) => types.join(' or '),
  list: (type) => `list of ${type}`,
  objectWith: (keys) => `object with ${keys.join(', ')}`,
  atMost: (most) => `at most ${most}`,
  atLeast: (least) => `at least ${least}`,
  characters: (range) => `text, ${range} characters`,
  type: (type, range) => `${type} ${range}`.trim(),
};

const SENTENCES = JSON.parse(
  readFileSync(new URL('reference.zh-CN.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, string>>;
const used = new Set<string>();
const missing = new Set<string>();

export const CHINESE: ReferenceLanguage = {
  translate: (sentence) => {
    if (sentence === '') return '';
    const chinese = SENTENCES[sentence];
    (chinese === undefined ? missing : used).add(sentence);
    return chinese ?? sentence;
  },
  stop: '。',
  settingHeads: ['变量', '取值', '默认值', '含义'],
  requestHeads: ['参数', '位置', '类型', '含义'],
  fieldHeads: ['字段', '类型', '含义'],
  text: '文本',
  integer: '整数',
  number: '数字',
  boolean: '布尔值',
  object: '对象',
  optional: '，可选',
  role: (role) => `角色：${role}。`,
  body: (types) => `请求体：${types}。`,
  orNull: (type) => `${type} 或 null`,
  either: (types) => types.join(' 或 '),
  list: (type) => `${type} 的数组`,
  objectWith: (keys) => `含 ${keys.join('、')} 的对象`,
  atMost: (most) => `≤ ${most}`,
  atLeast: (least) => `≥ ${least}`,
  characters: (range) => `文本，长度 ${range}`,
  type: (type, range) => `${type} ${range}`.trim(),
};

/** Compares the sentences that the pages used with those that have a translation. */
export function compareTranslations(): { readonly missing: string[]; readonly unused: string[] } {
  return { missing: [...missing], unused: Object.keys(SENTENCES).filter((sentence) => !used.has(sentence)) };
}
