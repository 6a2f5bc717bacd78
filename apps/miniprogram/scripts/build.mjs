// Makes dist/, the folder that WeChat DevTools opens and that gets uploaded.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const write = (file, value) => writeFileSync(`dist/${file}`, `${JSON.stringify(value, null, 2)}\n`);

const COPIED = ['app.wxss', 'theme.json', 'sitemap.json'].concat(
  ['json', 'wxml', 'wxss'].map((type) => `routes/explore.${type}`),
);

const settings = read('settings.json');
const brand = read('brand.json');
checkSettings(settings);

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist/routes', { recursive: true });
for (const file of COPIED) cpSync(`src/${file}`, `dist/${file}`);
cpSync(brand.logo, `dist/${brand.logo}`);

const app = read('src/app.json');
write('app.json', { ...app, window: { ...app.window, navigationBarTitleText: brand.name.zh } });
write('project.config.json', {
  appid: settings.appId,
  projectname: 'app2wxapp',
  ...read('src/project.config.json'),
});
writeFileSync('dist/brand.wxss', brandStyles(brand.colors));

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
});

function checkSettings({ appId, authority }) {
  const problems = [];
  if (!/^(wx[0-9a-f]{16}|touristappid)$/.test(appId)) {
    problems.push('appId must be the AppID of your mini program: "wx" and 16 hex characters');
  }
  if (!/^https?:\/\/[^/?#\s]+$/.test(authority)) {
    problems.push(
      'authority must be an origin such as https://login.example.com, without a slash at the end',
    );
  }
  if (problems.length === 0) return;
  for (const problem of problems) console.error(`settings.json: ${problem}.`);
  process.exit(1);
}

function brandStyles({ light, dark }) {
  const rule = ({ primary, onPrimary, link }) =>
    `page { --brand-primary: ${primary}; --brand-on-primary: ${onPrimary}; --brand-link: ${link}; }`;
  return `${rule(light)}\n@media (prefers-color-scheme: dark) { ${rule(dark)} }\n`;
}
