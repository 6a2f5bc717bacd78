import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findFreePort, startProcess } from '@app2wxapp/test-environment/servers';
import type { CodeFile } from './markdown-files.js';
import { npm } from './npm.js';

const COMPILE_TIMEOUT_MS = 120_000;
const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/** How a team's app is set up. */
export interface ConsumerOptions {
  readonly module: 'commonjs' | 'module';
  /** Versions from the registry, or tarballs. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly files: readonly CodeFile[];
  /** For dependencies whose own declarations name packages that they do not bring. @default false */
  readonly skipLibCheck?: boolean;
}

/** An app outside the workspace: installed, compiled, and to be started by its files. */
export interface ConsumerApp {
  readonly folder: string;
  /** Starts a compiled file as a server, and waits until it answers. */
  start(script: string, env: Record<string, string>): Promise<RunningConsumer>;
  remove(): void;
}

export interface RunningConsumer {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Makes the app as a team would: package.json, `npm install`, the code, the compiler. */
export async function createConsumerApp({
  module,
  dependencies,
  files,
  skipLibCheck = false,
}: ConsumerOptions): Promise<ConsumerApp> {
  const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-consumer-'));
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  write('package.json', JSON.stringify({ name: 'consumer', private: true, type: module, dependencies }));
  write('tsconfig.json', JSON.stringify(createTsconfig(skipLibCheck)));
  for (const { path, code } of files) write(path, code);
  await npm(
    folder,
    'install',
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
    '--prefer-offline',
    '--loglevel=error',
  );
  await compile(folder);
  return {
    folder,
    start: (script, env) => startScript(join(folder, script), env),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const createTsconfig = (skipLibCheck: boolean) => ({
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    outDir: 'dist',
    rootDir: 'src',
    strict: true,
    // What the packages declare must hold against what other packages declare.
    skipLibCheck,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    moduleDetection: 'force',
    types: ['node'],
  },
  include: ['src'],
});

async function compile(folder: string): Promise<void> {
  const compiler = startProcess(process.execPath, [TSC, '-p', folder], {
    cwd: folder,
  });
  const code = await compiler.waitForExit(COMPILE_TIMEOUT_MS);
  if (code !== 0) throw new Error(`The code of a page does not compile:\n${compiler.output.stdout}`);
}

async function startScript(script: string, env: Record<string, string>): Promise<RunningConsumer> {
  const port = await findFreePort();
  const server = startProcess(process.execPath, [script], {
    env: { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, ...env, PORT: String(port) },
  });
  const origin = `http://127.0.0.1:${port}`;
  await server.waitForAnswer(origin);
  return { origin, stop: () => server.stop() };
}
