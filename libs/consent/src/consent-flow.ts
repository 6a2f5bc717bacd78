import { App2WxappError, type Language } from '@app2wxapp/core';
import {
  askTicket,
  loadPool,
  reportDenial,
  uploadAvatar,
  ConsentFailure,
  type AuthorityAccess,
} from './authority-calls.js';
import type { AvatarDetail } from './avatar-answer.js';
import { step } from './consent-machine.js';
import type { ConsentPort } from './consent-port.js';
import type { ConsentState } from './consent-state.js';
import { readOpening, type EnterOptions, type LaunchContext } from './launch-context.js';
import type { PhoneDetail } from './phone-answer.js';
import type { ConsentProfile, SharedByUser } from './shared-by-user.js';
import { START, type Call, type ConsentEvent } from './consent-context.js';

/** Options of {@link createConsentFlow}. */
export interface ConsentFlowOptions {
  /** WeChat, or its replacement elsewhere. */
  readonly port: ConsentPort;
  /** Origin of the authority: `https://` except on a developer's machine. */
  readonly authority: string;
  /** Language of the messages to the app and of the authority's responses. @default 'zh' */
  readonly language?: Language;
  /** Time limit of a response of the authority, in milliseconds. @default 10000 */
  readonly timeoutMs?: number;
}

/**
 * Consent flow of one page. Every method may be called in every state: it never throws, and does nothing where it
 * does not apply, so a skin passes on every tap and event. The methods need no `this`.
 */
export interface ConsentFlow {
  /** State of the login; a new object whenever it changes. */
  readonly state: ConsentState;
  /** Calls the listener after each change. Returns a function that stops it. */
  subscribe(listener: (state: ConsentState) => void): () => void;
  /** Starts a launch, from the page's `onLoad`: cold or warm, also while another one is open, which it replaces. */
  open(query: unknown, enter: EnterOptions): void;
  /** Records the chosen picture from the event's `detail`, which may be any value. */
  chooseAvatar(detail: AvatarDetail): void;
  /** Removes the chosen picture. */
  removeAvatar(): void;
  /** Records that the user agreed, without a phone number. */
  agree(profile?: ConsentProfile): void;
  /** Records a tap on the phone number button from the event's `detail`, which may be any value. */
  agreeWithPhone(detail: PhoneDetail, profile?: ConsentProfile): void;
  /** Records that the user denied the login. */
  refuse(): void;
  /** Retries a failed login. */
  retry(): void;
  /** Records that WeChat opened the app, or reported that it did: `bindlaunchapp`. */
  launched(): void;
  /** Records that the button back failed: `binderror` with its `detail`. */
  launchFailed(detail: { readonly errMsg?: string }): void;
  /** Records that the mini program returned to the foreground: `onShow`. */
  show(): void;
  /** Records that the mini program went to the background: `onHide`. */
  hide(): void;
  /** Ends the flow when the page is closed: `onUnload`. Nothing happens after this. */
  close(): void;
}

/**
 * Creates the flow of the consent page: reads the launch, shows the pool, gets the ticket and offers the way back. At
 * most one call to the authority is in progress for a launch, and a launch has one outcome.
 *
 * It trusts the port about the scene and the app that opened the mini program; the authority checks both again.
 *
 * @throws {App2WxappError} `invalid_options` when `authority` is no origin
 * @example
 * const flow = createConsentFlow({ port, authority: 'https://login.example.com' });
 * flow.subscribe((state) => render(describeConsent(state, 'zh')));
 * flow.open(query, wx.getEnterOptionsSync());
 */
export function createConsentFlow(options: ConsentFlowOptions): ConsentFlow {
  const { port, language = 'zh', timeoutMs = 10_000 } = options;
  const machine = startMachine({ port, language, timeoutMs, authority: readOrigin(options.authority) });
  const { send } = machine;
  return {
    get state() {
      return machine.state;
    },
    subscribe: machine.subscribe,
    open(query, enter) {
      const takesAvatar = port.uploadAvatar !== undefined;
      send({ type: 'opened', opening: readOpening(query, enter), takesAvatar });
    },
    chooseAvatar({ avatarUrl }) {
      if (avatarUrl) send({ type: 'avatar_chosen', avatar: avatarUrl });
    },
    removeAvatar: () => send({ type: 'avatar_chosen', avatar: '' }),
    agree: (profile = {}) => send({ type: 'agreed', profile }),
    agreeWithPhone: (detail, profile = {}) => send({ type: 'phone_answered', detail, profile }),
    refuse: () => send({ type: 'refused' }),
    retry: () => send({ type: 'retried' }),
    launched: () => send({ type: 'launched' }),
    launchFailed: ({ errMsg = '' }) => send({ type: 'launch_failed', errMsg }),
    show: () => send({ type: 'shown' }),
    hide: () => send({ type: 'hidden' }),
    close: machine.close,
  };
}

/** Machine with its timer, its calls to the authority and its listeners. */
interface RunningMachine {
  readonly state: ConsentState;
  readonly send: (event: ConsentEvent) => void;
  readonly subscribe: ConsentFlow['subscribe'];
  readonly close: () => void;
}

function startMachine(access: AuthorityAccess): RunningMachine {
  const { port, language } = access;
  const listeners = new Set<(state: ConsentState) => void>();
  let context = START;
  let launches = 0;
  let closed = false;
  let cancelTimer = () => {};

  const send = (event: ConsentEvent) => {
    if (closed) return;
    if (event.type === 'opened') launches += 1;
    const before = context;
    const next = step(before, event, { now: port.now(), language });
    context = next.context;
    if (context.wakeAt !== before.wakeAt) resetTimer();
    if (next.call) void run(next.call, launches);
    if (context.state !== before.state) for (const listener of [...listeners]) listener(context.state);
  };

  const resetTimer = () => {
    cancelTimer();
    const { wakeAt } = context;
    cancelTimer =
      wakeAt === undefined
        ? () => {}
        : port.startTimer(Math.max(0, wakeAt - port.now()), () => send({ type: 'woken' }));
  };

  const run = async (call: Call, launch: number) => {
    const result = await perform(call, access, context.launch);
    // A newer launch may have replaced this one meanwhile.
    if (result && launch === launches) send(result);
  };

  const stopNetwork = port.onNetworkChange((online) => send({ type: 'network_changed', online }));

  return {
    get state() {
      return context.state;
    },
    send,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      listeners.clear();
      stopNetwork();
      cancelTimer();
    },
  };
}

/** Performs a call of the machine and returns the event with its result. Never rejects. */
async function perform(
  call: Call,
  access: AuthorityAccess,
  launch: LaunchContext | undefined,
): Promise<ConsentEvent | undefined> {
  if (launch === undefined) return undefined;
  try {
    switch (call.type) {
      case 'load_pool':
        return { type: 'pool_loaded', pool: await loadPool(access, launch) };
      case 'ask_ticket':
        return await issue(access, launch, call.shared);
      case 'save_avatar':
        await uploadAvatar(access, launch, call);
        return { type: 'avatar_saved' };
      case 'report_denial':
        await reportDenial(access, launch);
        return undefined;
    }
  } catch (error) {
    if (!(error instanceof ConsentFailure)) return { type: 'call_failed', problem: 'internal', isSent: true };
    const { problem, isSent } = error;
    return { type: 'call_failed', problem, isSent };
  }
}

async function issue(
  access: AuthorityAccess,
  launch: LaunchContext,
  shared: SharedByUser,
): Promise<ConsentEvent> {
  // The ticket's lifetime starts at the authority before the response arrives: counting from the request is too short
  // at worst.
  const askedAt = access.port.now();
  const ticket = await askTicket(access, launch, shared);
  return { type: 'ticket_issued', ticket, expiresAt: askedAt + ticket.expiresIn * 1000 };
}

function readOrigin(authority: string): string {
  const origin = authority.replace(/\/$/, '');
  if (/^https?:\/\/[^/?#\s]+$/.test(origin)) return origin;
  throw new App2WxappError(
    'invalid_options',
    'authority must be an origin such as https://login.example.com, without a path.',
  );
}
