import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import type { ConsentAction, ConsentView } from '@app2wxapp/consent';
import type { Demo } from '@app2wxapp/demo';

const DIST = fileURLToPath(new URL('../../miniprogram/dist/', import.meta.url));
const BUILT_FOR = (
  JSON.parse(readFileSync(new URL('../../miniprogram/settings.json', import.meta.url), 'utf8')) as {
    authority: string;
  }
).authority;

interface FileCallbacks<T> {
  readonly success: (result: T) => void;
  readonly fail: (failure: { errMsg: string }) => void;
}

interface PageOptions {
  readonly data: { readonly view: ConsentView };
  readonly methods: Record<string, (parameter?: unknown) => void>;
}

interface WxRequest {
  readonly method: string;
  readonly url: string;
  readonly header: Record<string, string>;
  readonly data?: string | ArrayBuffer;
  readonly success: (answer: { statusCode: number; data: string }) => void;
  readonly fail: (failure: { errMsg: string }) => void;
}

/** The phone around the page: who holds it, and which app opened the mini program. */
export interface Phone {
  /** Login codes to give before asking the simulator for fresh ones. */
  readonly loginCodes?: string[];
  /** The WeChat user; a new one for each phone unless given. */
  readonly openid?: string;
  readonly scene?: number;
  readonly sourceAppId?: string;
}

/**
 * The page as `nx build` made it, in a JavaScript world that has nothing but the language, timers and `wx`. `wx` gets
 * its codes from the simulator and carries requests to the authority, as the phone's network would.
 */
export function runPage(demo: Demo, phone: Phone = {}) {
  const { loginCodes = [], openid = `person-${randomUUID()}`, scene = 1069, sourceAppId } = phone;
  let ahead = 0;
  const timers = new Map<object, () => void>();

  const createCode = async (kind: 'login-codes' | 'phone-codes') => {
    const response = await fetch(`${demo.simulator}/__simulator/${kind}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ openid }),
    });
    return ((await response.json()) as { code: string }).code;
  };

  const readLaunchOptions = () => ({
    scene,
    referrerInfo: sourceAppId === undefined ? {} : { appId: sourceAppId },
  });
  const wx = {
    login: ({ success }: { success: (result: { code: string }) => void }) => {
      void Promise.resolve(loginCodes.shift() ?? createCode('login-codes')).then((code) => success({ code }));
    },
    request(options: WxRequest) {
      const controller = new AbortController();
      void carry(options, demo.authority, controller.signal);
      return { abort: () => controller.abort() };
    },
    getEnterOptionsSync: readLaunchOptions,
    getLaunchOptionsSync: readLaunchOptions,
    getAppBaseInfo: () => ({ language: 'zh_CN', SDKVersion: '3.8.0' }),
    getUpdateManager: () => ({ onUpdateReady: () => undefined, applyUpdate: () => undefined }),
    canIUse: () => true,
    // It makes no picture smaller, as WeChat does with some.
    compressImage: ({ fail }: FileCallbacks<{ tempFilePath: string }>) =>
      fail({ errMsg: 'compressImage:fail' }),
    getFileSystemManager: () => ({
      readFile({ filePath, success, fail }: FileCallbacks<{ data: ArrayBuffer }> & { filePath: string }) {
        readBytes(filePath).then(
          (data) => success({ data }),
          () => fail({ errMsg: 'readFile:fail' }),
        );
      },
    }),
    onNetworkStatusChange: () => undefined,
    offNetworkStatusChange: () => undefined,
    requirePrivacyAuthorize: () => undefined,
    hideShareMenu: () => undefined,
    setNavigationBarTitle: () => undefined,
  };

  const page = define({
    wx,
    Date: { now: () => Date.now() + ahead },
    setTimeout: (wake: () => void) => {
      const timer = {};
      timers.set(timer, wake);
      return timer;
    },
    clearTimeout: (timer: object) => timers.delete(timer),
  });

  const view = () => page.data.view;
  const findAction = (type: ConsentAction['type']) => view().actions.find((one) => one.type === type);
  const action = (type: ConsentAction['type']) => {
    const found = findAction(type);
    if (found === undefined) throw new Error(`"${view().title}" has no ${type}`);
    return found;
  };

  return {
    view,
    open: (query: object) => page.call('onLoad', query),
    tap(type: 'agree' | 'refuse' | 'retry') {
      action(type);
      page.call('onAction', { currentTarget: { dataset: { type } } });
    },
    async sharePhone() {
      action('agree_with_phone');
      const code = await createCode('phone-codes');
      page.call('onPhone', { detail: { errMsg: 'getPhoneNumber:ok', code } });
    },
    /** @param avatarUrl path of a file */
    chooseAvatar: (avatarUrl: string) => page.call('onAvatar', { detail: { avatarUrl } }),
    /** Types it and leaves the field: WeChat reviews the name and passes it. */
    typeNickname(value: string) {
      page.call('onNickname', { detail: { value } });
      page.call('onNicknameBlur', { detail: { value } });
      page.call('onNicknameReview', { detail: { pass: true, timeout: false } });
    },
    /** What the button back would hand to the app. */
    appParameter: () => action('launch_app').appParameter,
    /** Lets the page's clock jump, and everything happen that was to happen meanwhile. */
    jump(ms: number) {
      ahead += ms;
      const due = [...timers.values()];
      timers.clear();
      for (const wake of due) wake();
    },
    /** Waits until the page shows a state of this kind, with a parameter for the app that `isMeant` accepts. */
    async until(kind: ConsentView['kind'], isMeant: (appParameter: string) => boolean = () => true) {
      const deadline = Date.now() + 20_000;
      const isReached = () => view().kind === kind && isMeant(findAction('launch_app')?.appParameter ?? '');
      while (!isReached()) {
        if (Date.now() > deadline) throw new Error(`waited for ${kind}, the page shows "${view().title}"`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    close: () => page.call('onUnload'),
  };
}

/** Runs the bundle and makes one instance of the page that it defines. */
function define(globals: object) {
  let options: PageOptions | undefined;
  const Component = (given: PageOptions) => (options = given);
  runInContext(readFileSync(`${DIST}routes/explore.js`, 'utf8'), createContext({ ...globals, Component }));
  if (options === undefined) throw new Error('the bundle defines no page');
  const { data, methods } = options;
  const instance = {
    data: { ...data },
    setData: (changes: object) => Object.assign(instance.data, changes),
    ...methods,
  };
  return {
    data: instance.data,
    call: (name: string, parameter?: unknown) => methods[name]?.call(instance, parameter),
  };
}

async function readBytes(path: string): Promise<ArrayBuffer> {
  return new Uint8Array(await readFile(path)).buffer;
}

/** Where the phone's network takes a request: the address that the page was built for is the demo's authority. */
async function carry(options: WxRequest, authority: string, signal: AbortSignal): Promise<void> {
  const { method, url, header, data, success, fail } = options;
  if (!url.startsWith(`${BUILT_FOR}/`)) return fail({ errMsg: 'request:fail url not in domain list' });
  try {
    const address = authority + url.slice(BUILT_FOR.length);
    const response = await fetch(address, {
      method,
      headers: header,
      signal,
      ...(data !== undefined && { body: data }),
    });
    success({ statusCode: response.status, data: await response.text() });
  } catch {
    fail({ errMsg: 'request:fail' });
  }
}
