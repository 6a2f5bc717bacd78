// Moves every pinned wrapper to its newest published version and shows what changed in it. Usage: node update.js
// The grammars and their parser, devDependencies, stay: a newer parser does not load these grammars.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const path = `${folder}package.json`;
const manifest = JSON.parse(readFileSync(path, 'utf8'));

for (const [name, pinned] of Object.entries(manifest.dependencies)) {
  const [, alias, version] = /^(?:npm:(.+)@)?([^@]+)$/.exec(pinned);
  const newest = findNewest(alias ?? name, version);
  console.log(`${name}: ${version}${newest === version ? ', the newest' : ` -> ${newest}`}`);
  if (newest === version) continue;
  console.log(npm('diff', `--diff=${alias ?? name}@${version}`, `--diff=${alias ?? name}@${newest}`));
  manifest.dependencies[name] = alias ? `npm:${alias}@${newest}` : newest;
}
writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
npm('install', '--package-lock-only', '--ignore-scripts');
console.log('Now: npx nx test-long browser --skip-nx-cache');

/** uni-app publishes Vue 2 and Vue 3 under one name: there the newest of the same line is meant. */
function findNewest(name, version) {
  if (!version.includes('-')) return JSON.parse(npm('view', name, 'version', '--json'));
  const line = version.slice(0, version.indexOf('-') + 1);
  const versions = JSON.parse(npm('view', name, 'versions', '--json'));
  const sameLine = versions.filter(
    (other) => other.startsWith(line) && /^\d+$/.test(other.slice(line.length)),
  );
  return sameLine
    .sort((one, other) => (BigInt(one.slice(line.length)) < BigInt(other.slice(line.length)) ? -1 : 1))
    .at(-1);
}

function npm(...parameters) {
  return execFileSync('npm', parameters, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 });
}
