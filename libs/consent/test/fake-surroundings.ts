import type { AuthorityAnswer, AuthorityRequest, AvatarUpload, ConsentPort } from '../src/index.js';

export const TICKET = 'T'.repeat(43);
export const POOL_ID = '5e4cdd055df3df65dc58b97d';
export const STATE = 'S'.repeat(22);
export const QUERY = { userPoolId: POOL_ID, fromApp: '1', useSelfWxapp: '0' };
export const PHONE_QUERY = { ...QUERY, getPhone: '1' };
export const BOUND_QUERY = { ...QUERY, state: STATE, codeChallenge: 'C'.repeat(43) };
export const FROM_APP = { scene: 1069, referrerInfo: { appId: 'wx0000000000000001' } };

export function answer(status: number, body: unknown): AuthorityAnswer {
  return { status, body: JSON.stringify(body) };
}

export function poolAnswer(requirePhone = false, askProfile = false): AuthorityAnswer {
  return answer(200, { name: 'Shop', logo: 'https://shop.example.com/logo.png', requirePhone, askProfile });
}

export function ticketAnswer(ticket = TICKET, expiresIn = 120, more: object = {}): AuthorityAnswer {
  return answer(201, { ticket, expiresIn, message: '授权成功', ...more });
}

export function refusal(error: string, status = 400): AuthorityAnswer {
  return answer(status, { error, code: 2231, message: error });
}

/** A call that the flow has made and that the test has not answered yet. */
export interface Pending {
  readonly kind: 'login' | 'pool' | 'ticket' | 'denial' | 'avatar';
  readonly request?: AuthorityRequest;
  readonly upload?: AvatarUpload;
  resolve(value: unknown): void;
  reject(reason: Error): void;
}

/** A port whose calls are answered by hand and whose clock is moved by hand. */
export function createFakeSurroundings() {
  let now = 1_000_000;
  const pending: Pending[] = [];
  const timers = new Set<{ at: number; wake: () => void }>();
  const networkListeners = new Set<(online: boolean) => void>();

  const call = (kind: Pending['kind'], what: Pick<Pending, 'request' | 'upload'> = {}) =>
    new Promise<never>((resolve, reject) => {
      const entry: Pending = {
        kind,
        ...what,
        resolve: (value) => settle(entry, () => resolve(value as never)),
        reject: (reason) => settle(entry, () => reject(reason)),
      };
      pending.push(entry);
    });
  const settle = (entry: Pending, how: () => void) => {
    pending.splice(pending.indexOf(entry), 1);
    how();
  };

  const port: ConsentPort = {
    login: () => call('login'),
    request: (request) => call(kindOf(request.url), { request }),
    uploadAvatar: (upload) => call('avatar', { upload }),
    onNetworkChange(listener) {
      networkListeners.add(listener);
      return () => networkListeners.delete(listener);
    },
    now: () => now,
    startTimer(ms, wake) {
      const timer = { at: now + ms, wake };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };

  return {
    port,
    pending,
    timers,
    networkListeners,
    setOnline(online: boolean) {
      for (const listener of [...networkListeners]) listener(online);
    },
    /** Moves the clock and wakes whoever wanted to be. */
    advance(ms: number) {
      now += ms;
      for (const timer of [...timers]) {
        if (timer.at > now) continue;
        timers.delete(timer);
        timer.wake();
      }
    },
    /** Answers the oldest open call of this kind and lets the flow take it in. */
    async answer(kind: Pending['kind'], value: unknown) {
      const entry = pending.find((one) => one.kind === kind);
      if (entry === undefined) throw new Error(`no ${kind} is under way`);
      if (value instanceof Error) entry.reject(value);
      else entry.resolve(value);
      await settled();
    },
  };
}

/** Lets every promise that can settle do so. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
}

function kindOf(url: string): Pending['kind'] {
  if (url.includes('/pools/')) return 'pool';
  return url.includes('/tickets/') ? 'ticket' : 'denial';
}
