import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { createConsumerApp } from './consumer-app.js';
import { readCodeFiles, type CodeFile } from './markdown-files.js';
import { reachesRegistry } from './npm.js';
import { dependOnPacked, IMPORTED } from './packed-packages.js';
import { PUBLISHED } from './published-packages.js';
import { COMMON, FRAMEWORKS, NEST_12, WRAPPERS } from './registry-versions.js';

const ROOT = new URL('../../../', import.meta.url);
const SURROUNDINGS = new URL('../fixtures/surroundings.d.ts', import.meta.url);

/** ArkTS, which looks like TypeScript; the tests of `libs/browser` run it. */
const OTHER_LANGUAGES = ['harmonyos-arkts'];

/** Its drivers are installed for it alone: see graphql.long-spec.ts. */
const OTHER_PACKAGES = ['graphql'];

/** `next build` checks its types: see guides.long-spec.ts. */
const OTHER_COMPILERS = ['nextjs'];

const PAGES = [
  ...pagesOf('docs/'),
  ...pagesOf('docs/guides/'),
  ...pagesOf('docs/backends/'),
  ...PUBLISHED.map(({ folder }) => ({
    name: `readme-${folder.replace('/', '-')}`,
    url: new URL(`${folder}/README.md`, ROOT),
  })),
].filter(({ name }) => ![...OTHER_LANGUAGES, ...OTHER_PACKAGES, ...OTHER_COMPILERS].includes(name));

// What installs from npm is skipped where npm is out of reach; in CI that is a failure instead.
const whereInstalled = (await reachesRegistry()) ? test : test.skip;

whereInstalled(
  'the TypeScript on every page compiles against the packages as they would be published',
  async () => {
    const files = PAGES.flatMap(({ name, url }) => readCodeFiles(url).map((file) => move(file, name)));
    expect(files.length).toBeGreaterThan(30);
    const surroundings = { path: 'src/surroundings.d.ts', code: readFileSync(SURROUNDINGS, 'utf8') };
    const app = await createConsumerApp({
      module: 'module',
      dependencies: { ...COMMON, ...NEST_12, ...WRAPPERS, ...FRAMEWORKS, ...dependOnPacked(...IMPORTED) },
      files: [...files, surroundings],
    });
    app.remove();
  },
  600_000,
);

function pagesOf(folder: string): { readonly name: string; readonly url: URL }[] {
  // The code of a Chinese page is the English page's.
  const pages = readdirSync(new URL(folder, ROOT)).filter((file) => /^[^.]+\.md$/.test(file));
  return pages.map((file) => ({ name: file.replace('.md', ''), url: new URL(folder + file, ROOT) }));
}

/** Each page is a folder of its own. */
function move({ path, code }: CodeFile, page: string): CodeFile {
  return { path: path.replace('src/', `src/${page}/`), code };
}
