#!/usr/bin/env node
// The command of the published package: writes a mini program with the values of a team.
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkPackage } from './check-package.mjs';
import { configure, findProblems, readBrand } from './configure.mjs';

const USAGE = `Usage: npx @app2wxapp/miniprogram build --authority <origin> --appid <AppID> [--brand <file>] [--out <folder>]

Writes the mini program as WeChat DevTools opens it.

  --authority  origin of your authority, such as https://login.example.com
  --appid      AppID of your mini program, from mp.weixin.qq.com
  --brand      JSON file with its name, logo and colours; without it a neutral brand
  --out        folder to write, "miniprogram" unless given; files of an earlier build are replaced
`;
const BUILT = fileURLToPath(new URL('../dist', import.meta.url));
const OWN_BRAND = fileURLToPath(new URL('../brand.json', import.meta.url));

try {
  run(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function run(parameters) {
  const { values, positionals } = parseArgs({
    args: parameters,
    allowPositionals: true,
    options: {
      authority: { type: 'string' },
      appid: { type: 'string' },
      brand: { type: 'string', default: OWN_BRAND },
      out: { type: 'string', default: 'miniprogram' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(USAGE);
  if (positionals.join(' ') !== 'build') throw new Error(USAGE);
  const settings = { appId: values.appid, authority: values.authority };
  const problems = findProblems(settings, { appId: '--appid', authority: '--authority' });
  if (problems.length > 0) throw new Error(problems.map((problem) => `${problem}.`).join('\n'));
  write(resolve(values.out), settings, readBrand(resolve(values.brand)));
}

function write(folder, settings, brand) {
  const isForeign =
    existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, 'project.config.json'));
  if (isForeign) {
    throw new Error(
      `${folder} holds other files. Name an empty folder, or one of an earlier build, with --out.`,
    );
  }
  if (!existsSync(BUILT)) {
    throw new Error(`There is no ${BUILT}. In a clone, run \`npx nx compile miniprogram\` first.`);
  }
  cpSync(BUILT, folder, { recursive: true });
  configure(folder, settings, brand);
  console.log(checkPackage(folder));
  console.log(`Open ${folder} in WeChat DevTools.`);
  if (!settings.authority.startsWith('https:')) {
    console.log('For DevTools only: on phones WeChat takes an authority at an https address.');
  }
}
