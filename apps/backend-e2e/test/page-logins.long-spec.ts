import { readdirSync, readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import * as browser from '@app2wxapp/browser';
import { createSimulatorAppState, createSimulatorLauncher } from '@app2wxapp/browser/simulator';
import { encodeExtMsg, parseLaunchPath, parseTicket, type LaunchRequest } from '@app2wxapp/core';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { findRunningDemo, type RunningDemo } from './running-demo.js';
import { request } from './wires.js';

const ROOT = new URL('../../../', import.meta.url);
const pagesIn = (folder: string) =>
  readdirSync(new URL(folder, ROOT))
    .filter((name) => /^[^.]+\.md$/.test(name)) // the code of a Chinese page is the English page's
    .map((name) => folder + name);
const PAGES = [
  ...['docs/', 'docs/guides/', 'docs/backends/'].flatMap(pagesIn),
  ...['libs/browser/README.md', 'README.md'],
];

interface Example {
  readonly page: string;
  readonly code: string;
}

/** The blocks of a page that call `login({…})`. */
function findExamples(page: string): Example[] {
  const blocks = readFileSync(new URL(page, ROOT), 'utf8').matchAll(/^ *```tsx?[^\n]*\n(.*?)^ *```$/gms);
  const codes = [...blocks].map(([, code = '']) => code);
  return codes.filter((code) => /(?<!\.)\blogin\(\{/.test(code)).map((code) => ({ page, code }));
}

const EXAMPLES = PAGES.flatMap(findExamples);

describe('each example that calls login(), against the simulator', () => {
  const demo = findRunningDemo();

  test('exists on the pages that show it', () => {
    expect(EXAMPLES.map(({ page }) => page)).toEqual(
      expect.arrayContaining(['docs/errors.md', 'docs/guides/direct-mode.md', 'libs/browser/README.md']),
    );
  });

  test.each(EXAMPLES.map((example) => [example.page, example] as const))(
    'logs a user in: %s',
    async (_page, { code }) => {
      const isDirect = code.includes('createInsecureDirectExchange');
      const { userPoolId } = isDirect ? demo.directPool : demo.secretPool;
      const logins = await run(code, demo, userPoolId);
      expect(logins).toHaveLength(1);
      const result = (await logins[0]) as { token: string; _id?: string; user?: { _id: string } };
      expect(result.token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
      expect(result._id ?? result.user?._id).toMatch(/^[0-9a-f]{24}$/);
    },
  );
});

/** Runs the code of an example. @returns the logins that it began */
async function run(code: string, demo: RunningDemo, userPoolId: string): Promise<Promise<unknown>[]> {
  const phone = createPhone(demo);
  const launcher = createSimulatorLauncher(phone);
  const appState = createSimulatorAppState(phone);
  const logins: Promise<unknown>[] = [];
  const login = (options: Parameters<typeof browser.login>[0]) => {
    const running = browser.login(options);
    logins.push(running);
    return running;
  };
  const modules: Record<string, object> = {
    '@app2wxapp/browser': { ...browser, login },
    '@app2wxapp/core': await import('@app2wxapp/core'),
    // The wrappers run in the tests of the launchers; here the phone takes their place.
    '@app2wxapp/browser/react-native': { createReactNativeAppState: () => appState },
    '@app2wxapp/browser/native-wechat': { createNativeWechatLauncher: () => launcher },
    'native-wechat': { registerApp: () => Promise.resolve(true) },
    'react-native': { NativeEventEmitter: class {}, NativeModules: {} },
  };
  const require = (name: string) => {
    const found = modules[name];
    if (!found) throw new Error(`The example imports ${name}, which this test does not know.`);
    return found;
  };
  const surroundings = { launcher, appState, userPoolId };
  const declared = Object.entries(surroundings).filter(([name]) => !code.includes(`const ${name} =`));
  const exports: { logIn?: (options: object) => Promise<unknown> } = {};
  // What a reader fills in.
  const script = code
    .replace('gh_…', 'gh_0123456789ab')
    .replace('https://api.example.com', demo.backend)
    .replace('https://login.example.com', demo.authority);
  const compiled = ts.transpile(script, { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 });
  const names = ['require', 'exports', ...declared.map(([name]) => name)];
  const start = runInThisContext(`(async (${names.join(', ')}) => { ${compiled} })`) as (
    ...values: unknown[]
  ) => Promise<void>;
  await start(require, exports, ...declared.map(([, value]) => value));
  if (logins.length === 0) await exports.logIn?.({ launcher, appState });
  return logins;
}

/** A phone whose user agrees to everything in the mini program. */
function createPhone(demo: RunningDemo) {
  const listeners = new Set<(arrival: { extMsg?: string }) => void>();
  const openMiniProgram = ({ userName, path }: LaunchRequest) => {
    expect(userName).toMatch(/^gh_/);
    void answer(demo, path).then((extMsg) => {
      for (const listener of [...listeners]) listener({ extMsg });
    });
  };
  const onArrival = (listener: (arrival: { extMsg?: string }) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { openMiniProgram, onArrival };
}

/** What the mini program does from its opening to the way back. */
async function answer(demo: RunningDemo, path: string): Promise<string> {
  const { userPoolId, useSelfWxapp, state, codeChallenge } = parseLaunchPath(path);
  const { body: code } = await request(`${demo.simulator}/__simulator/login-codes`, { body: {} });
  const { body } = await request(`${demo.authority}/oauth/app2wxapp/tickets/${userPoolId}`, {
    body: { loginCode: code.code, useSelfWxapp, scene: 1069, state, codeChallenge },
  });
  return encodeExtMsg({ status: 'success', ticket: parseTicket(body.ticket), message: '授权成功', state });
}
