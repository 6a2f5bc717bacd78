import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const DOCS = new URL('../../../docs/', import.meta.url);
const MODULE = './guide-code.js';

/**
 * The guides whose code the console shows, in its order. With `sections` only the code below these headings and that
 * before the first one is taken.
 */
const GUIDES = [
  { key: 'nestjs', name: 'NestJS', side: 'backend', page: 'backend', sections: ['The ten lines'] },
  { key: 'express', name: 'Express', side: 'backend', page: 'backends/express' },
  { key: 'fastify', name: 'Fastify', side: 'backend', page: 'backends/fastify' },
  { key: 'hono', name: 'Hono', side: 'backend', page: 'backends/hono' },
  { key: 'nextjs', name: 'Next.js', side: 'backend', page: 'backends/nextjs' },
  { key: 'react-native', name: 'React Native', side: 'app', page: 'guides/react-native', sections: [] },
  { key: 'expo', name: 'Expo', side: 'app', page: 'guides/expo' },
  { key: 'capacitor', name: 'Capacitor', side: 'app', page: 'guides/capacitor' },
  { key: 'cordova', name: 'Cordova', side: 'app', page: 'guides/cordova' },
  { key: 'uni-app', name: 'uni-app', side: 'app', page: 'guides/uni-app' },
  { key: 'flutter', name: 'Flutter', side: 'app', page: 'guides/flutter' },
  { key: 'ios-swift', name: 'iOS (Swift)', side: 'app', page: 'guides/ios-swift' },
  { key: 'android-kotlin', name: 'Android (Kotlin)', side: 'app', page: 'guides/android-kotlin' },
  { key: 'harmonyos-arkts', name: 'HarmonyOS (ArkTS)', side: 'app', page: 'guides/harmonyos-arkts' },
  { key: 'direct-mode', name: 'direct', side: 'app', page: 'guides/direct-mode' },
];

/** Reads the code of every guide from its page. @throws {Error} when a page or one of its sections has none */
export function readGuideCode() {
  return GUIDES.map(({ sections, ...guide }) => {
    const blocks = readBlocks(readFileSync(fileOf(guide), 'utf8'), sections);
    const isComplete = (sections ?? []).every((name) => blocks.some(({ section }) => section === name));
    if (blocks.length === 0 || !isComplete)
      throw new Error(`docs/${guide.page}.md lacks the console's code.`);
    return { ...guide, files: joinFiles(blocks) };
  });
}

/** Writes the module that `src/code/guide-code.d.ts` declares: what the guides say, as of this build. */
export function guideCode() {
  return {
    name: 'guide-code',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load(id) {
      if (id !== `\0${MODULE}`) return undefined;
      for (const guide of GUIDES) this.addWatchFile(fileURLToPath(fileOf(guide)));
      return `export const guides = ${JSON.stringify(readGuideCode())};`;
    },
  };
}

const fileOf = ({ page }) => new URL(`${page}.md`, DOCS);

function readBlocks(text, sections) {
  const blocks = [];
  let section;
  let open;
  for (const line of text.split('\n')) {
    if (open !== undefined && line === '```') open = undefined;
    else if (open !== undefined) open.lines.push(line);
    else if (line.startsWith('## ')) section = line.slice(3);
    else if (line.startsWith('```')) {
      const [language = '', ...info] = line.slice(3).split(' ');
      const title = info.join(' ').replace('title="', '').replace('"', '');
      open = { section, language, title, lines: [] };
      if (section === undefined || (sections?.includes(section) ?? true)) blocks.push(open);
    }
  }
  return blocks;
}

/** Blocks of one title are one file. */
function joinFiles(blocks) {
  const files = [];
  for (const { language, title, lines } of blocks) {
    const code = lines.join('\n');
    const known = title === '' ? undefined : files.find((file) => file.title === title);
    if (known) known.code += `\n\n${code}`;
    else files.push({ language, title, code });
  }
  return files;
}
