import { afterEach, describe, expect, jest, test } from '@jest/globals';
import {
  App2WxappError,
  encodeExtMsg,
  HOSTED_MINI_PROGRAM,
  parseTicket,
  type LoginOutcome,
} from '@app2wxapp/core';
import {
  createLoginSession,
  login,
  type BindingCrypto,
  type Launcher,
  type LauncherResult,
  type LoginLaunch,
  type LoginSessionOptions,
  type OutcomeOptions,
  type TicketExchange,
} from '../src/index.js';
import { ManualClock } from './manual-clock.js';
import { MemoryStorage } from './memory-storage.js';

const KEY = 'app2wxapp.login';
const userPoolId = 'pool';
const userName = 'gh_0123456789ab';

const crypto: BindingCrypto = {
  randomBytes: (n) => new Uint8Array(n).fill(n),
  sha256: () => new Uint8Array(32),
};
const STATE = 'EBAQEBAQEBAQEBAQEBAQEA';

class OpenWechat implements Launcher {
  readonly paths: string[] = [];
  readonly listeners = new Set<(result: LauncherResult) => void>();
  launch = (request: { path: string }): Promise<void> => {
    this.paths.push(request.path);
    return Promise.resolve();
  };

  isAvailable = () => Promise.resolve(true);

  onResult(listener: (result: LauncherResult) => void) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  answer(outcome: LoginOutcome | string) {
    const extMsg = typeof outcome === 'string' ? outcome : encodeExtMsg(outcome);
    for (const listener of this.listeners) listener({ extMsg });
  }
}

function world(more: Partial<LoginSessionOptions> = {}) {
  const launcher = new OpenWechat();
  const clock = new ManualClock();
  const storage = new MemoryStorage();
  const session = createLoginSession({ launcher, clock, storage, crypto, ...more });
  return { launcher, clock, storage, session };
}

const turns = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};
const success = (state?: string, ticket = 'the-ticket'): LoginOutcome => ({
  status: 'success',
  ticket: parseTicket(ticket),
  message: '',
  ...(state !== undefined && { state }),
});
const never = () => new Promise<never>(() => undefined);

afterEach(() => createLoginSession({ launcher: new OpenWechat() }).abort());

describe('login', () => {
  test.each([
    ['login_denied', { status: 'denied', message: '用户取消授权', state: STATE }],
    ['login_failed', { status: 'failed', code: 1000, message: '服务暂时不可用', state: STATE }],
  ] as const)('returns the message of the mini program for the user with %s', async (code, outcome) => {
    const { launcher, session } = world();
    const result = session.launch({ userPoolId, userName });
    await turns();
    launcher.answer(outcome);
    await expect(result).rejects.toMatchObject({ code, serverMessage: outcome.message });
  });

  test.each([5, {}, createLoginSession])('launches nothing with the exchange %p', async (exchange) => {
    const { launcher, session } = world();
    const result = session.launch({ userPoolId, userName, exchange: exchange as never });
    await expect(result).rejects.toMatchObject({ code: 'invalid_options' });
    expect(launcher.paths).toEqual([]);
  });

  test('is one line: the ticket and its verifier', async () => {
    const { launcher, clock } = world();
    const result = login({ launcher, clock, crypto, userPoolId, userName, getPhone: true });
    await turns();
    launcher.answer(success(STATE));
    expect(await result).toStrictEqual({
      ticket: 'the-ticket',
      codeVerifier: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(launcher.paths[0]).toContain(`getPhone=1&fromApp=1&useSelfWxapp=0&state=${STATE}&codeChallenge=`);
    expect(clock.pending).toBe(0);
    expect(launcher.listeners.size).toBe(0);
  });

  test('unbound sends no state, and accepts no result with one', async () => {
    const { launcher, clock, session } = world();
    const result = session.launch({ userPoolId, userName, bound: false });
    await turns();
    expect(launcher.paths[0]).not.toContain('state');
    launcher.answer(success(STATE, 'of-another'));
    launcher.answer(success());
    expect(await result).toStrictEqual({ ticket: 'the-ticket' });
    expect(clock.pending).toBe(0);
  });

  test('bound accepts no result without a state', async () => {
    const { launcher, clock, session } = world();
    const result = session.launch({ userPoolId, userName });
    await turns();
    launcher.answer(success());
    clock.advance(3000);
    await expect(result).rejects.toMatchObject({ code: 'state_mismatch' });
  });

  test('returns the result of the exchange, and keeps nothing of it', async () => {
    const { launcher, storage, session } = world();
    const exchangeTicket = jest.fn<TicketExchange<{ token: string }>['exchangeTicket']>();
    exchangeTicket.mockResolvedValue({ token: 'session' });
    const result = session.launch({ userPoolId, userName, exchange: { exchangeTicket } });
    await turns();
    expect(storage.items.get(KEY)).toContain(STATE);
    launcher.answer(success(STATE));
    const { token } = await result;
    expect(token).toBe('session');
    expect(exchangeTicket).toHaveBeenCalledTimes(1);
    await turns();
    expect(storage.items.size).toBe(0);
  });

  test('accepts a result before the app state changes, and ignores results of an older launch', async () => {
    const launcher = new OpenWechat();
    const leftBehind = success(undefined, 'left-behind');
    launcher.onResult = (listener) => {
      listener({ extMsg: encodeExtMsg(leftBehind) });
      return OpenWechat.prototype.onResult.call(launcher, listener);
    };
    const { session } = world({ launcher });
    const result = session.launch({ userPoolId, userName, bound: false });
    await turns();
    launcher.answer(success());
    expect(await result).toMatchObject({ ticket: 'the-ticket' });
  });

  test('continues when the user goes to WeChat again within the grace period', async () => {
    let tell: (inFront: boolean) => void = () => undefined;
    const appState = {
      onChange: (listener: (inFront: boolean) => void) => {
        tell = listener;
        return () => undefined;
      },
    };
    const { launcher, clock, session } = world({ appState });
    const result = session.launch({ userPoolId, userName });
    await turns();
    tell(true);
    clock.advance(10_000);
    tell(false);
    tell(true);
    clock.advance(2000);
    tell(false);
    clock.advance(60_000);
    launcher.answer(success('another-state-of-22-chars'));
    clock.advance(60_000);
    launcher.answer(success(STATE));
    expect(await result).toMatchObject({ ticket: 'the-ticket' });
  });

  test.each([3, 30_000])('ends after its own timeout of %i ms', async (timeoutMs) => {
    const { clock, session } = world();
    const result = session.launch({ userPoolId, userName, timeoutMs });
    await turns();
    clock.advance(timeoutMs - 1);
    await turns();
    expect(clock.pending).toBe(2);
    clock.advance(1);
    await expect(result).rejects.toMatchObject({ code: 'timeout' });
  });
});

describe('a login ends, whatever hangs', () => {
  const hanging: [string, Partial<LoginSessionOptions>, OutcomeOptions<never>][] = [
    ['the storage', { storage: { getItem: never, setItem: never, removeItem: never } }, {}],
    ['the source of random bytes', { crypto: { ...crypto, randomBytes: never } }, {}],
    ['the exchange', {}, { exchange: { exchangeTicket: never } }],
    ['the claim', {}, { exchange: { exchangeTicket: never, claimLogin: never } }],
  ];
  test.each(hanging)('%s', async (what, options, more) => {
    const { launcher, clock, session } = world(options);
    const result = session.launch({ userPoolId, userName, ...more });
    await turns();
    if (what === 'the exchange') launcher.answer(success(STATE));
    await turns();
    clock.advance(300_000);
    await turns();
    clock.advance(60_000);
    await expect(result).rejects.toMatchObject({ code: 'timeout' });
    expect(clock.pending).toBe(0);
  });

  test('a launcher that hangs', async () => {
    const launcher = new OpenWechat();
    launcher.launch = never;
    const { clock, session } = world({ launcher });
    const result = session.launch({ userPoolId, userName });
    await turns();
    clock.advance(300_000);
    await expect(result).rejects.toMatchObject({ code: 'timeout' });
  });

  test("when the caller's signal aborts it: before, while waiting, during the exchange", async () => {
    const { launcher, session } = world();
    await expect(session.launch({ userPoolId, userName, signal: AbortSignal.abort() })).rejects.toMatchObject(
      {
        code: 'aborted',
      },
    );
    await turns();
    expect(launcher.paths).toHaveLength(0);
    for (const answered of [false, true]) {
      const controller = new AbortController();
      const exchange = { exchangeTicket: never };
      const result = session.launch({ userPoolId, userName, exchange, signal: controller.signal });
      await turns();
      if (answered) launcher.answer(success(STATE));
      await turns();
      controller.abort();
      await expect(result).rejects.toMatchObject({ code: 'aborted' });
    }
  });
});

describe('a login that cannot start', () => {
  test.each<[string, string, Partial<LoginSessionOptions>, Partial<LoginLaunch<unknown>>]>([
    ['without random bytes', 'crypto_unavailable', { crypto: {} as BindingCrypto }, {}],
    [
      'with a storage that throws',
      'storage_failed',
      {
        storage: {
          getItem: never,
          setItem: () => {
            throw new Error('quota');
          },
          removeItem: never,
        },
      },
      {},
    ],
    ['with a pool that cannot be', 'invalid_launch', {}, { userPoolId: 'a&b' }],
    ['with no mini program', 'invalid_launch', {}, { userName: undefined }],
    ['bound with the hosted one', 'invalid_launch', {}, { userName: HOSTED_MINI_PROGRAM.userName }],
  ])('%s ends in %s, and WeChat is not opened', async (_, code, options, more) => {
    const { launcher, clock, session } = world(options);
    await expect(session.launch({ userPoolId, userName, ...more })).rejects.toMatchObject({
      code,
    });
    expect(launcher.paths).toHaveLength(0);
    expect(clock.pending).toBe(0);
  });

  test('with a launcher that fails ends in its error, and is forgotten', async () => {
    const launcher = new OpenWechat();
    const error = new App2WxappError('wechat_not_installed', 'x');
    launcher.launch = () => Promise.reject(error);
    const { storage, session } = world({ launcher });
    await expect(session.launch({ userPoolId, userName })).rejects.toBe(error);
    await turns();
    expect(storage.items.size).toBe(0);
  });
});

describe('a login that is aborted before WeChat was opened', () => {
  test('stores nothing when it was aborted before', async () => {
    let finish: (bytes: Uint8Array) => void = () => undefined;
    const randomBytes = () => new Promise<Uint8Array>((resolve) => (finish = resolve));
    const { launcher, storage, session } = world({ crypto: { ...crypto, randomBytes } });
    const result = session.launch({ userPoolId, userName });
    session.abort();
    await expect(result).rejects.toMatchObject({ code: 'aborted' });
    finish(new Uint8Array(16));
    await turns();
    finish(new Uint8Array(32));
    await turns();
    expect(storage.items.size).toBe(0);
    expect(launcher.paths).toHaveLength(0);
  });

  test('does not open WeChat when it was aborted while it was stored, and removes the stored login', async () => {
    const { storage, launcher, session } = world();
    let finish: () => void = () => undefined;
    storage.setItem = (key, value) =>
      new Promise((resolve) => {
        finish = () => {
          storage.items.set(key, value);
          resolve();
        };
      });
    const result = session.launch({ userPoolId, userName });
    await turns();
    session.abort();
    await expect(result).rejects.toMatchObject({ code: 'aborted' });
    finish();
    await turns();
    expect(launcher.paths).toHaveLength(0);
    expect(storage.items.size).toBe(0);
  });
});

describe('a newer login', () => {
  test('ends an older one at every point, and keeps its own record', async () => {
    const { launcher, storage, session } = world();
    const results = [
      session.launch({ userPoolId: 'one', userName }),
      session.launch({ userPoolId: 'two', userName }),
    ];
    await turns();
    results.push(session.launch({ userPoolId: 'three', userName }));
    await turns();
    launcher.answer(success(STATE));
    await turns();
    const last = session.launch({ userPoolId: 'four', userName, exchange: { exchangeTicket: never } });
    await turns();
    const [one, two, three] = await Promise.allSettled(results);
    expect([one, two]).toMatchObject([
      { reason: { code: 'superseded' } },
      { reason: { code: 'superseded' } },
    ]);
    expect(three).toMatchObject({ status: 'fulfilled' });
    expect(storage.items.get(KEY)).toContain('"four"');
    expect(launcher.paths).toHaveLength(3);
    session.abort();
    await expect(last).rejects.toMatchObject({ code: 'aborted' });
    await turns();
    expect(storage.items.size).toBe(0);
  });

  test('of another session does so too, and an exchange in progress does not remove its record', async () => {
    const first = world();
    const second = world({ storage: first.storage });
    let finish: (value: string) => void = () => undefined;
    const exchangeTicket = () => new Promise<string>((resolve) => (finish = resolve));
    const older = first.session.launch({ userPoolId: 'one', userName, exchange: { exchangeTicket } });
    await turns();
    first.launcher.answer(success(STATE));
    await turns();
    const newer = second.session.launch({ userPoolId: 'two', userName });
    await expect(older).rejects.toMatchObject({ code: 'superseded' });
    await turns();
    finish('late');
    await turns();
    expect(first.storage.items.get(KEY)).toContain('"two"');
    second.launcher.answer(success(STATE));
    expect(await newer).toMatchObject({ ticket: 'the-ticket' });
  });
});

describe('resume', () => {
  const record = (more: object) =>
    JSON.stringify({ userPoolId, expiresAt: 2_000_000, state: STATE, codeVerifier: 'v', ...more });

  test.each([
    ['nothing', undefined],
    ['what is not JSON', '{'],
    ['null', 'null'],
    ['another shape', '{"a":1}'],
    ['a login that has expired', record({ expiresAt: 999_999 })],
  ])('finds no login in %s', async (_, text) => {
    const { storage, clock, session } = world();
    if (text !== undefined) storage.items.set(KEY, text);
    expect(await session.resume()).toBeUndefined();
    expect(clock.pending).toBe(0);
  });

  test('leaves a running login alone', async () => {
    const { launcher, session } = world();
    const running = session.launch({ userPoolId, userName });
    await turns();
    expect(await session.resume()).toBeUndefined();
    launcher.answer(success(STATE));
    expect(await running).toMatchObject({ ticket: 'the-ticket' });
  });

  test('claims with the stored state and verifier, and removes them', async () => {
    const { storage, clock, session } = world();
    storage.items.set(KEY, record({}));
    const claimLogin = jest.fn<NonNullable<TicketExchange<string>['claimLogin']>>().mockResolvedValue('user');
    const result = session.resume({ exchange: { exchangeTicket: never, claimLogin } });
    await turns();
    clock.advance(3000);
    expect(await result).toBe('user');
    expect(claimLogin.mock.calls[0]?.[0]).toStrictEqual({ state: STATE, codeVerifier: 'v' });
    await turns();
    expect(storage.items.size).toBe(0);
  });

  test.each([
    ['login_pending', 'login_cancelled', false],
    ['login_expired', 'login_cancelled', false],
    ['login_denied', 'login_denied', false],
    ['network_error', 'network_error', true],
    ['unavailable', 'unavailable', true],
  ] as const)('ends a claim with the response %s in %s', async (said, code, kept) => {
    const { storage, clock, session } = world();
    storage.items.set(KEY, record({}));
    const claimLogin = () => Promise.reject(new App2WxappError(said, 'x'));
    const result = session.resume({ exchange: { exchangeTicket: never, claimLogin } });
    await turns();
    clock.advance(3000);
    await expect(result).rejects.toMatchObject({ code });
    await turns();
    expect(storage.items.has(KEY)).toBe(kept);
  });

  test('treats a claim that throws synchronously as one that rejects', async () => {
    const { storage, clock, session } = world();
    storage.items.set(KEY, record({}));
    const claimLogin = () => {
      throw new App2WxappError('login_pending', 'x');
    };
    const result = session.resume({ exchange: { exchangeTicket: never, claimLogin } });
    await turns();
    clock.advance(3000);
    await expect(result).rejects.toMatchObject({ code: 'login_cancelled' });
  });

  test('reports when the storage cannot be read', async () => {
    const getItem = () => Promise.reject(new Error('locked'));
    const { session } = world({ storage: { getItem, setItem: never, removeItem: never } });
    await expect(session.resume()).rejects.toMatchObject({ code: 'storage_failed' });
  });
});

test('no error of a login quotes its ticket, its verifier or its state', async () => {
  const { launcher, clock, session } = world();
  const messages: string[] = [];
  const texts = [
    success('x'.repeat(22)),
    `code=200&ticket=the-ticket&ticket=two&state=${STATE}`,
    '{"the-ticket":1}',
  ];
  for (const text of texts) {
    const result = session.launch({ userPoolId, userName });
    await turns();
    launcher.answer(text);
    clock.advance(3000);
    await result.catch((error: Error) => messages.push(`${error.message} ${JSON.stringify(error)}`));
  }
  expect(messages).toHaveLength(texts.length);
  expect(messages.join()).not.toMatch(new RegExp(`the-ticket|${STATE}|x{22}`));
});

test('state and challenge are created here: passing them does not compile', () => {
  const options: LoginLaunch<unknown> = { userPoolId, userName };
  // @ts-expect-error -- a state that the caller chose may be one that somebody knows
  const chosen: LoginLaunch<unknown> = { ...options, state: STATE };
  expect(chosen.state).toBe(STATE);
});
