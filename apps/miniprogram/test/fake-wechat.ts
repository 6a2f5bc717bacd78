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
  readonly data?: string;
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
/** A pool that asks for a nickname. */
export const curiousPool: Answer = {
  status: 200,
  body: { name: '好店', logo: 'https://shop.example.com/logo.png', requirePhone: false, askProfile: true },
};
export const ticketIs = (ticket = TICKET, expiresIn = 120): Answer => ({
  status: 201,
  body: { ticket, expiresIn, message: '授权成功' },
});
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
  };
  let scene = 1069;
  let language = 'zh_CN';

  const take = <T>(queue: T[]): T => (queue.length > 1 ? (queue.shift() as T) : (queue[0] as T));
  const note = (name: string, options?: unknown) =>
    calls.push({ name, ...(options !== undefined && { options }) });

  const request = (options: RequestOptions) => {
    const kind = /app2wxapp\/(pools|tickets|denials)\//.exec(options.url)?.[1] as 'pools';
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
    getEnterOptionsSync: () => ({
      scene,
      ...(scene === 1069 && { referrerInfo: { appId: APP_ID, extraData: {} } }),
    }),
    getAppBaseInfo: () => ({ language }),
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
        .map(({ options }) => JSON.parse((options as RequestOptions).data ?? '') as Record<string, unknown>),
    setScene: (value: number) => (scene = value),
    setLanguage: (value: string) => (language = value),
    setOnline(isConnected: boolean) {
      for (const listener of [...networkListeners]) listener({ isConnected });
    },
  };
}
