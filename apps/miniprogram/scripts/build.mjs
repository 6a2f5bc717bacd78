// Makes dist/, the folder that WeChat DevTools opens, of settings.json and brand.json. The published package holds it
// too: its command copies it and writes the values of a team.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { configure, findProblems, readBrand, VARIABLES } from './configure.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

const COPIED = ['app.json', 'app.wxss', 'theme.json', 'sitemap.json'].concat(
  ['json', 'wxml', 'wxss'].map((type) => `routes/explore.${type}`),
);

const settings = read('settings.json');
const problems = findProblems(settings, { appId: 'appId', authority: 'authority' });
for (const problem of problems) console.error(`settings.json: ${problem}.`);
if (problems.length > 0) process.exit(1);

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist/routes', { recursive: true });
for (const file of COPIED) cpSync(`src/${file}`, `dist/${file}`);
writeFileSync(
  'dist/project.config.json',
  JSON.stringify({ appid: '', projectname: 'app2wxapp', ...read('src/project.config.json') }),
);

await build({
  entryPoints: ['src/app.ts', 'src/routes/explore.ts'],
  outbase: 'src',
  outdir: 'dist',
  bundle: true,
  format: 'cjs',
  platform: 'neutral',
  // WeChat DevTools brings it down further for the oldest phones ("enhance" in project.config.json).
  target: 'es2018',
  charset: 'utf8',
  conditions: ['@app2wxapp/source'],
  plugins: [
    {
      name: 'values-of-a-team',
      setup({ onLoad }) {
        onLoad({ filter: /[\\/](settings|brand)\.json$/ }, ({ path }) => ({
          contents: `export default ${VARIABLES[basename(path)]};`,
          loader: 'js',
        }));
      },
    },
  ],
});
configure('dist', settings, readBrand('brand.json'));
