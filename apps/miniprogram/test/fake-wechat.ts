/** What an app put into the launch, and a self-made pool, app and WeChat around it. */
export const POOL_ID = '5e4cdd055df3df65dc58b97d';
export const STATE = 'S'.repeat(22);
export const TICKET = 'T'.repeat(43);
export const QUERY = { userPoolId: POOL_ID, fromApp: '1', useSelfWxapp: '0' };
export const PHONE_QUERY = { ...QUERY, getPhone: '1' };
export const BOUND_QUERY = { ...QUERY, state: STATE, codeChallenge: 'C'.repeat(43) };
export const APP_ID = 'wx00000000000000aa';

/** Of `wx.request`. */
export interface RequestOptions {
  readonly method: string;
  readonly url: string;
  readonly data?: string | ArrayBuffer;
  readonly header: Record<string, string>;
  readonly success: (result: { statusCode: number; data: string }) => void;
  readonly fail: (result: { errMsg: string }) => void;
}
/** Of most calls. */
export interface Callbacks {
  readonly success?: (result: object) => void;
  readonly fail?: (result: { errMsg: string }) => void;
}

/** An answer of the authority; `lost` fails the request, `never` leaves it open until it is aborted. */
export type Answer = { readonly status: number; readonly body: unknown } | 'lost' | 'never';

export const poolIs = (requirePhone = false, logo = 'https://shop.example.com/logo.png'): Answer => ({
  status: 200,
  body: { name: '好店', logo, requirePhone, askProfile: false },
});
/** A pool that asks for a nickname and a picture. */
export const curiousPool: Answer = {
  status: 200,
  body: { name: '好店', logo: 'https://shop.example.com/logo.png', requirePhone: false, askProfile: true },
};
export const ticketIs = (ticket = TICKET, expiresIn = 120): Answer => ({
  status: 201,
  body: { ticket, expiresIn, message: '授权成功' },
});
/** The ticket of a pool that asks for a picture. */
export const askingTicket: Answer = {
  status: 201,
  body: { ticket: TICKET, expiresIn: 120, message: '授权成功', avatarTicket: 'AVATARTICKET' },
};
/** What the user chose, as WeChat names it, and how many bytes it has; made smaller it is another file. */
export const PICTURE = 'wxfile://tmp_chosen.jpg';
const SMALLER = 'wxfile://tmp_smaller.jpg';
export const refusedAs = (error: string, status = 403): Answer => ({ status, body: { error, code: 2231 } });

/**
 * `wx` with the calls that the page makes, each behaving as WeChat documents it. Answers are taken from a queue per
 * kind; its last entry stays.
 */
export function createFakeWechat() {
  const calls: { readonly name: string; readonly options?: unknown }[] = [];
  const networkListeners = new Set<(status: { isConnected: boolean }) => void>();
  const answers = {
    /** `null` fails, `never` does not call back. */
    login: ['LOGINCODE'] as (string | null)[],
    pools: [poolIs()],
    tickets: [ticketIs()],
    denials: [{ status: 200, body: {} } as Answer],
    avatars: [{ status: 201, body: { photo: 'https://login.example.com/avatars/a' } } as Answer],
    /** Whether a picture can be made smaller; `never` does not call back. */
    compressions: ['ok'] as ('ok' | 'fail' | 'never')[],
  };
  let scene = 1069;
  /** What the mini program was opened with: `undefined` where WeChat does not say by which app. */
  let enter: { appId?: string; query: object } = { appId: APP_ID, query: {} };
  let launch = { scene: 1069, query: {} as object, referrerInfo: { appId: APP_ID } };
  let SDKVersion = '3.5.8';
  let updateIsReady: (() => void) | undefined;
  let language = 'zh_CN';
  /** Of what WeChat has; base library 2.21.1 lacks the second. */
  const features = new Set(['button.open-type.getPhoneNumber', 'button.open-type.chooseAvatar']);
  const files = new Map([
    [PICTURE, 90_000],
    [SMALLER, 9_000],
  ]);

  const take = <T>(queue: T[]): T => (queue.length > 1 ? (queue.shift() as T) : (queue[0] as T));
  const note = (name: string, options?: unknown) =>
    calls.push({ name, ...(options !== undefined && { options }) });

  const request = (options: RequestOptions) => {
    const kind = /app2wxapp\/(pools|tickets|denials|avatars)\//.exec(options.url)?.[1] as 'pools';
    note(`request ${kind}`, options);
    const answer = take<Answer>(answers[kind]);
    if (answer === 'lost') queueMicrotask(() => options.fail({ errMsg: 'request:fail' }));
    else if (answer !== 'never') {
      const { status, body } = answer;
      queueMicrotask(() => options.success({ statusCode: status, data: JSON.stringify(body) }));
    }
    return { abort: () => queueMicrotask(() => options.fail({ errMsg: 'request:fail abort' })) };
  };

  /** Fails like a call of wx: by its callback when it has one, otherwise by the promise that it returns. */
  const refuse = (name: string, options: Callbacks = {}) => {
    note(name, options);
    const failure = { errMsg: `${name}:fail` };
    const { fail } = options;
    if (fail === undefined && options.success === undefined) return Promise.reject(new Error(failure.errMsg));
    queueMicrotask(() => fail?.(failure));
    return undefined;
  };

  const wx = {
    request,
    login(options: {
      success: (result: { code: string }) => void;
      fail: (result: { errMsg: string }) => void;
    }) {
      note('login');
      const code = take(answers.login);
      if (code === 'never') return;
      queueMicrotask(() =>
        code === null ? options.fail({ errMsg: 'login:fail' }) : options.success({ code }),
      );
    },
    canIUse: (feature: string) => features.has(feature),
    compressImage(options: {
      src: string;
      compressedWidth?: number;
      success: (result: { tempFilePath: string }) => void;
      fail: (result: { errMsg: string }) => void;
    }) {
      note('compressImage', options);
      const result = take(answers.compressions);
      if (result === 'never') return;
      queueMicrotask(() =>
        result === 'ok'
          ? options.success({ tempFilePath: SMALLER })
          : options.fail({ errMsg: 'compressImage:fail' }),
      );
    },
    getFileSystemManager: () => ({
      readFile(options: {
        filePath: string;
        success: (result: { data: ArrayBuffer }) => void;
        fail: (result: { errMsg: string }) => void;
      }) {
        const size = files.get(options.filePath);
        queueMicrotask(() =>
          size === undefined
            ? options.fail({ errMsg: 'readFile:fail no such file or directory' })
            : options.success({ data: new ArrayBuffer(size) }),
        );
      },
    }),
    getEnterOptionsSync: () => ({
      scene,
      query: enter.query,
      ...(scene === 1069 && { referrerInfo: { ...(enter.appId && { appId: enter.appId }), extraData: {} } }),
    }),
    getLaunchOptionsSync: () => launch,
    getAppBaseInfo: (() => ({ language, SDKVersion })) as (() => object) | undefined,
    getSystemInfoSync: () => ({ language, SDKVersion: '2.20.0' }),
    getUpdateManager: () => ({
      onUpdateReady: (listener: () => void) => (updateIsReady = listener),
      applyUpdate: () => note('applyUpdate'),
    }),
    requirePrivacyAuthorize: (options?: Callbacks) => refuse('requirePrivacyAuthorize', options),
    onNetworkStatusChange: (listener: (status: { isConnected: boolean }) => void) =>
      networkListeners.add(listener),
    offNetworkStatusChange: (listener: (status: { isConnected: boolean }) => void) =>
      networkListeners.delete(listener),
    hideShareMenu: (options?: Callbacks) => refuse('hideShareMenu', options),
    setNavigationBarTitle: (options: Callbacks & { readonly title: string }) =>
      refuse('setNavigationBarTitle', options),
    openPrivacyContract: (options?: Callbacks) => refuse('openPrivacyContract', options),
  };

  return {
    wx,
    calls,
    answers,
    networkListeners,
    /** Names of the calls so far, in order. */
    names: () => calls.map(({ name }) => name),
    /** Bodies of the requests for a ticket so far. */
    ticketRequests: () =>
      calls
        .filter(({ name }) => name === 'request tickets')
        .map(
          ({ options }) => JSON.parse((options as RequestOptions).data as string) as Record<string, unknown>,
        ),
    /** The pictures that were sent so far. */
    pictureRequests: () =>
      calls
        .filter(({ name }) => name === 'request avatars')
        .map(({ options }) => options as RequestOptions)
        .map(({ url, header, data }) => ({ url, header, bytes: (data as ArrayBuffer).byteLength })),
    features,
    files,
    setScene: (value: number) => (scene = value),
    setEnter: (value: typeof enter) => (enter = value),
    setLaunch: (value: typeof launch) => (launch = value),
    setSdkVersion: (value: string) => (SDKVersion = value),
    finishUpdate: () => updateIsReady?.(),
    setLanguage: (value: string) => (language = value),
    setOnline(isConnected: boolean) {
      for (const listener of [...networkListeners]) listener({ isConnected });
    },
  };
}
