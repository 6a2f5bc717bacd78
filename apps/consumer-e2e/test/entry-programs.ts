import { PUBLISHED } from './published-packages.js';

/** The entries of packages, as code names them. */
const entriesOf = (names: readonly string[]) =>
  PUBLISHED.filter(({ name }) => names.includes(name.replace('@app2wxapp/', ''))).flatMap(
    ({ name, manifest }) =>
      Object.keys(manifest.exports ?? {})
        .filter((place) => place !== './package.json')
        .map((place) => name + place.slice(1)),
  );
/** What runs inside apps, at every engine. */
export const IN_APPS = entriesOf(['core', 'browser', 'consent']).filter(
  (entry) => entry !== '@app2wxapp/core/server',
);
/** What code imports. */
export const ALL = entriesOf(['core', 'browser', 'consent', 'client', 'nest', 'authority']);

/** Loads entries and prints how many names each has. */
const program = (entries: readonly string[], load: (entry: string, index: number) => string) =>
  [
    ...entries.map(load),
    `const loaded: Record<string, object> = { ${entries.map((entry, index) => `'${entry}': m${index}`).join(', ')} };`,
    'console.log(JSON.stringify(Object.entries(loaded).map(([entry, names]) => [entry, Object.keys(names).length > 0])));',
  ].join('\n');
/** A program of ES modules that loads entries; {@link loadedOf} reads what it prints. */
export const imports = (entries: readonly string[]) =>
  program(entries, (entry, index) => `import * as m${index} from '${entry}';`);
/** The same in CommonJS. */
export const requires = (entries: readonly string[]) =>
  program(entries, (entry, index) => `const m${index} = require('${entry}');`).replace(
    ': Record<string, object>',
    '',
  );
/** What a program printed last: each entry, and whether it has any names. */
export const loadedOf = (output: string) => JSON.parse(output.trim().split('\n').at(-1) ?? '') as unknown;
/** What is printed where every entry has names. */
export const all = (entries: readonly string[]) => entries.map((entry) => [entry, true]);
