// Uploads dist/ by miniprogram-ci. Needs the upload key of the mini program; see docs/miniprogram.md.
// Usage: nx run miniprogram:upload [--release=1.2.3] [--description="What is new"]
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** Not a dependency: it brings 182 packages, and only those with a key need them. */
const CI = 'miniprogram-ci@2.1.42';

const root = fileURLToPath(new URL('..', import.meta.url));
const { appId, authority } = JSON.parse(readFileSync(resolve(root, 'settings.json'), 'utf8'));
const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));
const { values } = parseArgs({
  options: {
    release: { type: 'string', default: version },
    description: { type: 'string', default: `app2wxapp ${version}` },
  },
});
const key = resolve(process.env.MINIPROGRAM_KEY ?? resolve(root, `private.${appId}.key`));

const missing = [
  !/^wx[0-9a-f]{16}$/.test(appId) && 'settings.json: set appId to the AppID of your mini program.',
  !authority.startsWith('https://') &&
    'settings.json: set authority to an https address; WeChat allows no other.',
  !existsSync(key) && 'Set MINIPROGRAM_KEY to the file with the upload key, from mp.weixin.qq.com.',
].filter(Boolean);
for (const problem of missing) console.error(problem);
if (missing.length > 0) process.exit(1);

const options = {
  '--project-path': resolve(root, 'dist'),
  '--private-key-path': key,
  '--appid': appId,
  '--upload-version': values.release,
  '--upload-description': values.description,
  // What DevTools would do too: down to what old phones run, minified.
  '--use-project-config': 'true',
};
const parameters = ['--yes', CI, 'upload', ...Object.entries(options).flat()];
// On Windows npx is a script, which only a shell starts; there the arguments need quotes of their own.
const windows = process.platform === 'win32';
const quoted = windows ? parameters.map((parameter) => `"${parameter.replaceAll('"', '')}"`) : parameters;
const { status } = spawnSync('npx', quoted, { stdio: 'inherit', shell: windows });
process.exit(status ?? 1);
