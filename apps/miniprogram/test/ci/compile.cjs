// Compiles a mini program as its upload does, offline, by WeChat's own compiler. Usage: compile.cjs <project> <folder for the result>
const { generateKeyPairSync } = require('node:crypto');
const { mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { dirname, join } = require('node:path');
const ci = require('miniprogram-ci');

/** What WeChat's server would say of the mini program. */
const ATTRIBUTES = {
  platform: false,
  appType: 0,
  isSandbox: false,
  released: false,
  setting: { MaxCodeSize: 2, MaxSubpackageSubCodeSize: 2, MaxSubpackageFullCodeSize: 20 },
};

async function compile(projectPath, target) {
  const scratch = mkdtempSync(join(tmpdir(), 'miniprogram-ci-'));
  const privateKeyPath = join(scratch, 'throw-away.key');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(privateKeyPath, privateKey.export({ type: 'pkcs1', format: 'pem' }));
  const project = new ci.Project({
    appid: 'wx0123456789abcdef',
    type: 'miniProgram',
    projectPath,
    privateKeyPath,
    ignores: [],
  });
  project.attr = async () => ATTRIBUTES;
  const setting = { es6: true, es7: true, minify: true, autoPrefixWXSS: true };
  const options = {
    project,
    version: '0.0.0',
    desc: 'compiled by a test',
    setting,
    onProgressUpdate: () => {},
  };
  try {
    const files = await ci.getCompiledResult(options, join(scratch, 'package'));
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(target, name)), { recursive: true });
      writeFileSync(join(target, name), content);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

compile(process.argv[2], process.argv[3]).then(
  // It leaves processes and timers of its own.
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
