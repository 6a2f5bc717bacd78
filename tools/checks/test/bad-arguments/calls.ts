import type { Launcher } from '@app2wxapp/browser';

/** A call of an exported function whose arguments are allowed. */
export interface Call {
  readonly args: () => readonly unknown[];
  readonly run: (...args: readonly unknown[]) => Promise<unknown>;
}

/** Places of functions of the caller's own whose errors are passed on as they are: what an exchange fails with. */
export const PASSES_ON = /exchange\.\w+ = /;

type Callable = (...args: readonly unknown[]) => unknown;
type Names = Readonly<Record<string, Callable>>;

const USER_POOL_ID = '5e4cdd055df3df65dc58b97d';
const VERIFIER = 'v'.repeat(43);
const STATE = 's'.repeat(22);
const LAUNCH = { userPoolId: USER_POOL_ID, userName: 'gh_0123456789ab', getPhone: true, useSelfWxapp: true };
const BOUND = { state: STATE, codeChallenge: 'c'.repeat(43) };
const AUTHORITY = 'https://login.example.com';
const USER = { _id: '5e57540f84622ae263294a42', token: 'a.b.c' };

const nothing = () => undefined;
const answer = () => Promise.resolve(new Response(JSON.stringify({ ...USER, user: {}, active: true })));
const signal = () => new AbortController().signal;

/** A function with its arguments: `args` are allowed, and `use` is called with what it returns. */
function call(entry: string, name: string, args: () => readonly unknown[], use?: Callable): [string, Call] {
  const run = async (...given: readonly unknown[]) => {
    const module = (await import(entry)) as Names;
    const [base = '', method] = name.split('.');
    const target = method === undefined ? module : (module[base] as unknown as Names);
    const callable = target[method ?? base] as Callable;
    const isClass = /^class\b/.test(callable.toString());
    const result: unknown = isClass ? Reflect.construct(callable, given) : callable.apply(target, [...given]);
    return use ? use(await result) : result;
  };
  return [`${entry}#${name}`, { args, run }];
}

/** A call of a method of what a function returns, whose arguments are allowed. */
function method(
  entry: string,
  name: string,
  [made, args]: readonly [made: () => readonly unknown[], args: () => readonly unknown[]],
): [string, Call] {
  const [creator = '', member = ''] = name.split('.');
  const run = async (...given: readonly unknown[]) => {
    const module = (await import(entry)) as Names;
    const object = (module[creator] as Callable)(...made()) as Names;
    return (object[member] as Callable)(...given);
  };
  return [`${entry}#${name}`, { args, run }];
}

const core = '@app2wxapp/core';
const CORE = [
  // Made by code of these packages alone, which the compiler checks.
  call(core, 'App2WxappError', () => []),
  call(core, 'isApp2WxappError', () => [new Error('text'), 'timeout']),
  call(core, 'findServerErrorCode', () => ['invalid_ticket', 2206]),
  call(core, 'createLaunchRequest', () => [{ ...LAUNCH, ...BOUND, miniProgramType: 0 }]),
  call(core, 'buildLaunchPath', () => [{ ...LAUNCH, ...BOUND }]),
  call(core, 'parseLaunchPath', () => [`/routes/explore?userPoolId=${USER_POOL_ID}&fromApp=1`]),
  call(core, 'parseLaunchQuery', () => [{ userPoolId: USER_POOL_ID, fromApp: '1' }]),
  call(core, 'encodeExtMsg', () => [{ status: 'success', ticket: 't', message: 'm', state: STATE }]),
  call(core, 'decodeExtMsg', () => ['code=200&message=m&ticket=t']),
  call(core, 'parseTicket', () => ['t']),
  call(core, 'parseLoginCode', () => ['t']),
  call(core, 'parsePhoneCode', () => ['t']),
  call(core, 'parseUser', () => [USER]),
  call(core, 'parseWechatProfile', () => ['{}']),
  call(core, 'parseAnswer', () => [{ code: 200, error: 'e' }]),
  call(core, 'parseExchangeResponse', () => [{ code: 200, data: USER }]),
  call(core, 'parseIssuedTicket', () => [{ ticket: 't', expiresIn: 1 }]),
  call(core, 'parsePoolInfo', () => [{ name: 'n' }]),
  call(core, 'groupByLanguage', () => [{ back: { zh: '返回', en: 'Back' } }]),
  call(`${core}/server`, 'listCredentialPaths', () => []),
  call(`${core}/server`, 'pickLanguage', () => ['en']),
];

const client = '@app2wxapp/client';
const POOL = () => ({ authority: AUTHORITY, userPoolId: USER_POOL_ID, secret: 'the secret of a test' });
const CONNECTION = () => ({
  ...POOL(),
  timeoutMs: 1000,
  retry: 0,
  verification: 'online',
  onlineCacheSeconds: 0,
  insecureHttpHosts: ['authority'],
  onWarning: nothing,
  algorithm: 'HS256',
  signingKey: 'k'.repeat(32),
  fetch: answer,
});
const ask = (made: unknown) => (made as { exchangeTicket: Callable }).exchangeTicket('t');
const ofClient = (name: string, args: () => readonly unknown[]) =>
  method(client, `createClient.${name}`, [() => [CONNECTION()], args]);
const CLIENT = [
  call(client, 'createClient', () => [CONNECTION()], ask),
  call(client, 'createClient', () => [{ ...POOL(), issuer: AUTHORITY, fetch: answer }], ask),
  ofClient('exchangeTicket', () => [
    't',
    { codeVerifier: VERIFIER, idempotencyKey: 'key', clientAddress: '::1', signal: signal() },
  ]),
  ofClient('claimLogin', () => [
    { state: STATE, codeVerifier: VERIFIER },
    { idempotencyKey: 'key', clientAddress: '::1', signal: signal() },
  ]),
  ofClient('verifyToken', () => ['a.b.c', { verification: 'offline', signal: signal() }]),
  ofClient('revokeToken', () => ['a.b.c', { everywhere: true, signal: signal() }]),
  ofClient('refreshSession', () => ['refresh', { signal: signal() }]),
  ofClient('findUser', () => ['id', { signal: signal() }]),
  ofClient('changeUser', () => ['id', { nickname: 'Lin', metadata: '{}' }, { signal: signal() }]),
  ofClient('exportUser', () => ['id', { signal: signal() }]),
  ofClient('deleteUser', () => ['id', { signal: signal() }]),
  ofClient('listSessions', () => ['id', { cursor: 'c', limit: 1, signal: signal() }]),
  ofClient('revokeSession', () => ['id', 'session', { signal: signal() }]),
  ofClient('revokeSessions', () => ['id', { signal: signal() }]),
  call(client, 'readBearerToken', () => ['Bearer t']),
  call(client, 'toProblem', () => [
    { name: 'App2WxappError', code: 'invalid_ticket', message: 'm', retryAfterSeconds: 1 },
    { acceptLanguage: 'en', scheme: 'Bearer', hadCredentials: true },
  ]),
];

const browser = '@app2wxapp/browser';
const EXCHANGE = () => ({
  exchangeTicket: () => Promise.resolve('session'),
  claimLogin: () => Promise.resolve('s'),
});
const LAUNCHER = () => ({
  isAvailable: () => Promise.resolve(true),
  launch: () => Promise.resolve(),
  onResult: (listener: (result: object) => void) => {
    // An answer of this very login: unbound, since the state of a bound one is secret.
    setTimeout(() => listener({ extMsg: 'code=200&message=m&ticket=t' }), 1);
    return nothing;
  },
});
const SESSION = () => ({
  launcher: LAUNCHER(),
  storage: { getItem: () => null, setItem: nothing, removeItem: nothing },
  appState: { onChange: () => nothing },
  crypto: {
    randomBytes: (length: number) => new Uint8Array(length),
    sha256: () => new Uint8Array(32),
  },
});
const OUTCOME = () => ({ exchange: EXCHANGE(), timeoutMs: 50, graceMs: 1, signal: signal() });
const LOGIN = () => ({ ...LAUNCH, ...OUTCOME(), miniProgramType: 0, bound: false });
const DIRECT = () => ({ authority: AUTHORITY, userPoolId: USER_POOL_ID, fetch: answer });
const CREDENTIAL = { ticket: 't', codeVerifier: VERIFIER };
const LIMITS = () => ({ timeoutMs: 50, signal: signal() });
const BACKEND = () => ({ backend: AUTHORITY, path: '/login', claimPath: '/claim', fetch: answer });
const exchangeBy = (made: unknown) =>
  (made as { exchangeTicket: Callable }).exchangeTicket(CREDENTIAL, LIMITS());
const BROWSER = [
  call(browser, 'login', () => [{ ...SESSION(), ...LOGIN() }]),
  call(
    browser,
    'createLoginSession',
    () => [SESSION()],
    (made) => (made as { launch: Callable }).launch(LOGIN()),
  ),
  method(browser, 'createLoginSession.launch', [() => [SESSION()], () => [LOGIN()]]),
  method(browser, 'createLoginSession.resume', [() => [SESSION()], () => [OUTCOME()]]),
  call(browser, 'createBackendExchange', () => [BACKEND()], exchangeBy),
  method(browser, 'createBackendExchange.exchangeTicket', [() => [BACKEND()], () => [CREDENTIAL, LIMITS()]]),
  method(browser, 'createBackendExchange.claimLogin', [() => [BACKEND()], () => [CREDENTIAL, LIMITS()]]),
  call(browser, 'createInsecureDirectExchange', () => [DIRECT()], exchangeBy),
  method(browser, 'createInsecureDirectExchange.claimLogin', [
    () => [DIRECT()],
    () => [CREDENTIAL, LIMITS()],
  ]),
  call(browser, 'insecureExchangeTicket', () => [{ ...DIRECT(), ...CREDENTIAL, ...LIMITS() }]),
  call(browser, 'createBinding', () => [SESSION().crypto]),
];

const EVENTS = { addListener: nothing };
const PLUS = {
  share: { getServices: (give: Callable) => give([{ id: 'weixin', launchMiniProgram: nothing }]) },
  runtime: { arguments: '' },
  globalEvent: { addEventListener: nothing, removeEventListener: nothing },
};
const UNI = { onAppShow: nothing, onAppHide: nothing, offAppShow: nothing, offAppHide: nothing };
const DOCUMENT = { addEventListener: nothing, removeEventListener: nothing };
/** Logs in by a launcher, as far as it goes. */
const open = async (made: unknown) => {
  const { login } = (await import(browser)) as Names;
  const launcher = made as Launcher;
  await launcher.isAvailable();
  return (login as Callable)({ ...SESSION(), ...LOGIN(), launcher });
};
/** Logs in with an app state. */
const watch = async (made: unknown) => {
  const { login } = (await import(browser)) as Names;
  return (login as Callable)({ ...SESSION(), ...LOGIN(), appState: made });
};
const launcher = (wrapper: string, name: string, args: () => readonly unknown[]) =>
  call(`${browser}/${wrapper}`, name, args, open);
const appState = (wrapper: string, name: string, args: () => readonly unknown[]) =>
  call(`${browser}/${wrapper}`, name, args, watch);
const REACT_NATIVE_STATE = () => [{ addEventListener: () => ({ remove: nothing }) }];
const LAUNCHERS = [
  launcher('react-native', 'createReactNativeLauncher', () => [
    {
      WeChat: {
        registerApp: nothing,
        isWXAppInstalled: (callback: Callable) => callback(null, true),
        isWXAppSupportApi: (callback: Callable) => callback(null, true),
        launchMiniProgram: nothing,
      },
    },
    EVENTS,
    { appId: 'wx0123456789abcdef', universalLink: 'https://example.com/' },
  ]),
  appState('react-native', 'createReactNativeAppState', REACT_NATIVE_STATE),
  launcher('expo', 'createExpoLauncher', () => [
    {
      isWechatInstalled: () => Promise.resolve({ success: true }),
      launchMiniProgram: () => Promise.resolve({ success: true }),
    },
    EVENTS,
  ]),
  appState('expo', 'createReactNativeAppState', REACT_NATIVE_STATE),
  launcher('native-wechat', 'createNativeWechatLauncher', () => [
    { isWechatInstalled: () => Promise.resolve(true), launchMiniProgram: () => Promise.resolve(true) },
    EVENTS,
  ]),
  appState('native-wechat', 'createReactNativeAppState', REACT_NATIVE_STATE),
  launcher('capacitor', 'createCapacitorLauncher', () => [
    {
      isInstalled: () => Promise.resolve({ installed: true }),
      openMiniProgram: () => Promise.resolve({ extMsg: '' }),
    },
  ]),
  appState('capacitor', 'createCapacitorAppState', () => [
    { addListener: () => Promise.resolve({ remove: nothing }) },
  ]),
  launcher('cordova', 'createCordovaLauncher', () => [
    {
      isInstalled: (give: Callable) => give(true),
      openMiniProgram: (_request: unknown, give: Callable) => give({ extMsg: '' }),
    },
  ]),
  appState('cordova', 'createCordovaAppState', () => [DOCUMENT]),
  launcher('uni-app', 'createUniAppLauncher', () => [PLUS]),
  appState('uni-app', 'createUniAppState', () => [UNI, PLUS]),
  launcher('simulator', 'createSimulatorLauncher', () => [
    { openMiniProgram: nothing, onArrival: () => nothing },
  ]),
  appState('simulator', 'createSimulatorAppState', () => [{ onArrival: () => nothing }]),
];

const nest = '@app2wxapp/nest';
const MODULE = () => ({ ...POOL(), validate: nothing, getRequest: nothing, ticketFrom: { header: 'x' } });
const SEVERAL = () => ({ pools: [POOL()], selectPool: () => USER_POOL_ID });
/** Reads the options that a module was given, as Nest does when the app starts. */
const start = async (module: unknown) => {
  const { Authenticator } = (await import(nest)) as Names;
  const { providers } = module as { providers: { useValue?: unknown; useFactory?: Callable }[] };
  const [{ useValue, useFactory } = {}] = providers;
  return Reflect.construct(Authenticator as Callable, [
    useFactory ? await useFactory() : useValue,
  ]) as unknown;
};
const FAILURE = { name: 'App2WxappError', code: 'invalid_ticket', message: 'm' };
/** What of a package of guards only Nest calls, with arguments of its own; those of the app are the options of the module. */
const guard = (place: string, name: string) => call(place, name, () => [undefined, {}]);
const ofNest = (place: string) => [
  call(place, 'App2WxappModule.forRoot', () => [MODULE()], start),
  call(place, 'App2WxappModule.forRootAsync', () => [{ useFactory: () => MODULE(), inject: [] }]),
  call(place, 'Authenticator', () => [SEVERAL()]),
  call(place, 'App2WxappException', () => [FAILURE, { scheme: 'Bearer', hadCredentials: true }]),
  call(place, 'App2WxappExceptionFilter', () => [{}]),
  call(place, 'CurrentUser', () => []),
  call(place, 'CurrentToken', () => []),
  call(place, 'Public', () => []),
  guard(place, 'TokenAuthGuard'),
];
const NEST = [
  ...ofNest(nest),
  guard(nest, 'TicketAuthGuard'),
  call(nest, 'TicketStrategy', () => []),
  ...ofNest(`${nest}/without-passport`),
  guard(`${nest}/without-passport`, 'PlainTicketAuthGuard'),
  call(`${nest}/swagger`, 'ApiTicketLogin', () => [{ type: class Session {}, status: 200 }]),
  call(`${nest}/swagger`, 'ApiSessionToken', () => ['bearer']),
  call(`${nest}/testing`, 'App2WxappTestingModule.forUser', () => [{ id: 1 }]),
  call(`${nest}/testing`, 'TestAuthenticator', () => [{ id: 1 }, 'the token of a test']),
];

/** Calls of every function that an app or a backend can import, by entry and name. */
export const CALLS: Readonly<Record<string, Call>> = Object.fromEntries([
  ...CORE,
  ...CLIENT,
  ...BROWSER,
  ...LAUNCHERS,
  ...NEST,
]);
