import { createHash, randomBytes } from 'node:crypto';
import {
  SERVER_ERRORS,
  encodeExtMsg,
  isApp2WxappError,
  parseTicket,
  type LoginOutcome,
  type ServerErrorCode,
} from '@app2wxapp/core';
import {
  createInsecureDirectExchange,
  createLoginSession,
  type BindingCrypto,
  type LoginSession,
  type TicketExchange,
} from '../src/index.js';
import type { LoopbackAuthority } from './loopback-authority.js';
import { ManualClock } from './manual-clock.js';
import { MemoryStorage } from './memory-storage.js';
import type { Phone, PhoneMaker, PhoneSettings } from './phone.js';

/** Something that happens to a login, and how it must end. */
export interface Scenario {
  readonly name: string;
  /** What it ends in, with a launcher of this kind; `undefined` where it cannot happen. */
  expected(maker: PhoneMaker): string | undefined;
  /** Lets it happen. Resolves with what it ended in. */
  run(world: World): Promise<string>;
}

/** What an answer ends in where the wrapper hears it. */
function heard(outcome: string): (maker: PhoneMaker) => string {
  return (maker) => (maker.hearsNothing ? 'login_cancelled' : outcome);
}

/** Lets the user go to the mini program and come back with an answer. */
function answering(answer: (world: World) => string): Scenario['run'] {
  return async (world) => {
    const login = world.start();
    await world.leave();
    await world.comeBack(answer(world));
    return login;
  };
}

/** What the mini program hands back when the server refused with a code. */
function failure(code: ServerErrorCode): (world: World) => string {
  const number = SERVER_ERRORS[code];
  return (world) => write({ status: 'failed', code: number, message: '登录失败', state: world.state() });
}

const TIMEOUT_MS = 300_000;
const GRACE_MS = 3000;
const LOGGED_IN = 'logged in';

// Unlike the platform's own, it leaves nothing to another thread: turns of the event loop can be counted.
const nodeCrypto: BindingCrypto = {
  randomBytes: (length) => randomBytes(length),
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
};

/** One app on one phone, with a real authority on this machine and a clock that is told to go on. */
export class World {
  readonly clock = new ManualClock();
  readonly storage = new MemoryStorage();
  phone: Phone;
  session: LoginSession;

  constructor(
    readonly maker: PhoneMaker,
    readonly authority: LoopbackAuthority,
    settings: PhoneSettings = {},
    private readonly app = { watchesApp: true },
  ) {
    this.phone = maker.create(settings);
    this.session = this.createSession();
  }

  /** Starts a login and returns a word for how it ended. */
  start(exchange: TicketExchange<{ username: string }> = this.exchange()): Promise<string> {
    return word(this.session.launch({ userPoolId: 'pool', userName: 'gh_0123456789ab', exchange }));
  }

  resume(exchange: TicketExchange<{ username: string }> = this.exchange()): Promise<string> {
    return word(this.session.resume({ exchange }));
  }

  exchange() {
    return createInsecureDirectExchange({ authority: this.authority.origin, userPoolId: 'pool' });
  }

  /** Waits until WeChat was opened for the n-th time, and leaves the app. */
  async leave(launches = 1): Promise<void> {
    for (let i = 0; i < 1000 && this.phone.opened.length < launches; i++) await turn();
    if (this.phone.opened.length < launches) throw new Error('WeChat was not opened');
    this.phone.setInFront(false);
  }

  /** The user agrees in the mini program: what it hands back. */
  agree(launches = 1): { readonly ticket: string; readonly extMsg: string } {
    const { ticket, state } = this.authority.issue(this.phone.opened[launches - 1]?.path);
    return {
      ticket,
      extMsg: write({ status: 'success', ticket: parseTicket(ticket), message: '授权成功', state }),
    };
  }

  /** The state of the n-th launch. */
  state(launches = 1): string {
    return /&state=([\w-]+)/.exec(String(this.phone.opened[launches - 1]?.path))?.[1] ?? '';
  }

  /** The app is in front again, with or without an answer, and the grace period goes by. */
  async comeBack(extMsg?: string): Promise<void> {
    this.phone.setInFront(true);
    if (extMsg !== undefined) this.phone.deliver(extMsg);
    await settleDown();
    this.clock.advance(GRACE_MS);
  }

  /** The system kills the app, and it starts anew with what its storage holds. */
  async restart(settings: PhoneSettings = {}): Promise<void> {
    const kept = new Map(this.storage.items);
    this.session.abort();
    await settleDown();
    for (const [key, value] of kept) this.storage.items.set(key, value);
    this.phone = this.maker.create(settings);
    this.session = this.createSession();
  }

  private createSession(): LoginSession {
    const { launcher, appState } = this.phone;
    return createLoginSession({
      launcher,
      appState: this.app.watchesApp ? appState : undefined,
      storage: this.storage,
      clock: this.clock,
      crypto: nodeCrypto,
    });
  }
}

/** Every scenario that a login must survive. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'success',
    expected: () => LOGGED_IN,
    run: async (world) => {
      const login = world.start();
      await world.leave();
      await world.comeBack(world.agree().extMsg);
      return login;
    },
  },
  {
    name: 'denied',
    expected: heard('login_denied'),
    run: answering((world) => write({ status: 'denied', message: '用户取消授权', state: world.state() })),
  },
  {
    name: 'failed in the mini program',
    expected: heard('login_failed'),
    run: answering(failure('internal')),
  },
  {
    name: 'WeChat rates the user as high risk',
    expected: heard('login_failed'),
    run: answering(failure('risky_user')),
  },
  {
    name: 'a phone number is required and the quota is exhausted',
    expected: heard('login_failed'),
    run: answering(failure('phone_required')),
  },
  {
    name: 'back gesture before agreeing',
    expected: () => 'login_cancelled',
    run: async (world) => {
      const login = world.start();
      await world.leave();
      await world.comeBack();
      return login;
    },
  },
  {
    name: 'back gesture after agreeing',
    expected: () => LOGGED_IN,
    run: async (world) => {
      const login = world.start();
      await world.leave();
      world.agree();
      await world.comeBack();
      return login;
    },
  },
  {
    name: 'state of another login',
    expected: heard('state_mismatch'),
    run: async (world) => {
      const login = world.start();
      await world.leave();
      const ticket = parseTicket('somebody-elses');
      await world.comeBack(
        write({ status: 'success', ticket, message: '', state: 'Zm9vYmFyYmF6cXV4MTIzNA' }),
      );
      return login;
    },
  },
  {
    name: 'a result that is not an extMsg',
    expected: heard('malformed_ext_msg'),
    run: answering(() => 'debug'),
  },
  {
    name: 'agreed, but Android delivers only `{}`',
    expected: () => LOGGED_IN,
    run: answering((world) => {
      world.agree();
      return '{}';
    }),
  },
  {
    name: 'WeChat rejects the launch with its own dialog (`{}`)',
    expected: () => 'login_cancelled',
    run: answering(() => '{}'),
  },
  {
    name: 'the result arrives twice',
    expected: () => LOGGED_IN,
    run: async (world) => {
      const login = world.start();
      await world.leave();
      const { extMsg } = world.agree();
      world.phone.setInFront(true);
      world.phone.deliver(extMsg);
      world.phone.deliver(extMsg);
      await settleDown();
      world.clock.advance(GRACE_MS);
      await login;
      const next = world.start();
      await world.leave(2);
      // Again, when the next login is waiting: it is not that one's.
      world.phone.deliver(extMsg);
      world.agree(2);
      const requests = world.authority.requests.length;
      // Wrappers with a callback for one answer only have used it up by now; the authority knows.
      await world.comeBack();
      const outcomes = [await login, await next];
      if (world.authority.requests.length !== requests + 1) return 'exchanged twice';
      return outcomes.every((outcome) => outcome === LOGGED_IN) ? LOGGED_IN : outcomes.join(', ');
    },
  },
  {
    name: 'the result arrives after the timeout',
    expected: () => 'timeout',
    run: async (world) => {
      const login = world.start();
      await world.leave();
      world.clock.advance(TIMEOUT_MS);
      const outcome = await login;
      const requests = world.authority.requests.length;
      await world.comeBack(world.agree().extMsg);
      return world.authority.requests.length === requests ? outcome : 'exchanged after its end';
    },
  },
  {
    name: 'the wrapper never returns a result, without an app state',
    expected: () => LOGGED_IN,
    run: (world) => neverAnswered(world, world.exchange()),
  },
  {
    name: '… and without a claim',
    expected: () => 'timeout',
    run: (world) => neverAnswered(world, { exchangeTicket: world.exchange().exchangeTicket }),
  },
  {
    name: 'the result of a share arrives during the login',
    expected: (maker) => (maker.create({}).answerShare ? LOGGED_IN : undefined),
    run: async (world) => {
      // After a login: what a wrapper remembers of its answer may be taken for the share's.
      await answering((before) => before.agree().extMsg)(world);
      const login = world.start();
      await world.leave(2);
      world.phone.answerShare?.(-2);
      world.phone.answerShare?.(0);
      await world.comeBack(world.agree(2).extMsg);
      return login;
    },
  },
  {
    name: 'cold start',
    expected: () => LOGGED_IN,
    run: async (world) => {
      void world.start();
      await world.leave();
      await world.restart({ coldAnswer: world.agree().extMsg });
      const login = world.resume();
      await settleDown();
      world.clock.advance(GRACE_MS);
      return login;
    },
  },
  {
    name: 'cold start, without a claim',
    expected: (maker) => (maker.losesColdAnswer ? 'login_cancelled' : LOGGED_IN),
    run: async (world) => {
      void world.start();
      await world.leave();
      await world.restart({ coldAnswer: world.agree().extMsg });
      const { exchangeTicket } = world.exchange();
      const login = world.resume({ exchangeTicket });
      await settleDown();
      world.clock.advance(GRACE_MS);
      return login;
    },
  },
  {
    name: "the wrapper's native module is missing",
    expected: (maker) => (maker.isWhole ? undefined : 'launch_failed'),
    run: (world) => new World(world.maker, world.authority, { lacksModule: true }).start(),
  },
  {
    name: 'WeChat is not installed',
    expected: (maker) => (maker.hidesMissingWechat ? 'launch_failed' : 'wechat_not_installed'),
    run: (world) => new World(world.maker, world.authority, { installed: false }).start(),
  },
  {
    name: 'the launch fails',
    expected: (maker) => (maker.swallowsSendFailure ? 'timeout' : 'launch_failed'),
    run: async ({ maker, authority }) => {
      const world = new World(maker, authority, { sends: false });
      const login = world.start();
      await settleDown();
      if (maker.swallowsSendFailure) world.clock.advance(TIMEOUT_MS);
      return login;
    },
  },
  {
    name: 'the user cancels in WeChat',
    expected: () => 'login_cancelled',
    run: async (world) => {
      const login = world.start();
      await world.leave();
      world.phone.fail(-2);
      await world.comeBack();
      return login;
    },
  },
  {
    name: 'the network fails during the exchange',
    expected: () => 'network_error, then logged in by resume',
    run: async (world) => {
      const login = world.start();
      await world.leave();
      const { extMsg } = world.agree();
      world.authority.offline = true;
      await world.comeBack(extMsg);
      const outcome = await login;
      world.authority.offline = false;
      const resumed = world.resume();
      await settleDown();
      world.clock.advance(GRACE_MS);
      return `${outcome}, then ${await resumed} by resume`;
    },
  },
  {
    name: 'two logins at once',
    expected: () => 'superseded, logged in',
    run: async (world) => {
      const first = world.start();
      await world.leave();
      const older = world.agree();
      const second = world.start();
      await world.leave(2);
      const newer = world.agree(2);
      world.phone.deliver(older.extMsg);
      // Wrappers with a callback for one answer only have used it up by now; the authority knows.
      await world.comeBack(newer.extMsg);
      return `${await first}, ${await second}`;
    },
  },
  {
    name: 'the app aborts the login',
    expected: () => 'aborted',
    run: async (world) => {
      const login = world.start();
      await world.leave();
      world.session.abort();
      await world.comeBack(world.agree().extMsg);
      return login;
    },
  },
];

async function neverAnswered(
  { maker, authority }: World,
  exchange: TicketExchange<{ username: string }>,
): Promise<string> {
  const world = new World(maker, authority, {}, { watchesApp: false });
  const login = world.start(exchange);
  await world.leave();
  world.agree();
  world.phone.setInFront(true);
  world.clock.advance(TIMEOUT_MS);
  return login;
}

async function word(login: Promise<{ readonly username: string } | undefined>): Promise<string> {
  try {
    return (await login) ? LOGGED_IN : 'nothing to resume';
  } catch (error) {
    return isApp2WxappError(error) ? error.code : `another error: ${String(error)}`;
  }
}

function write(outcome: LoginOutcome): string {
  return encodeExtMsg(outcome);
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Lets everything run that waits for nothing but its turn. */
async function settleDown(): Promise<void> {
  for (let i = 0; i < 20; i++) await turn();
}
