import { startStandInAuthority, type AnswerStyle } from '@app2wxapp/authority/testing';
import { startTemporaryDemo } from '@app2wxapp/demo';

/** Whoever answers an exchange, and a way to get tickets of it. */
export interface TestedAuthority {
  readonly authority: string;
  readonly userPoolId: string;
  readonly secret: string;
  takeTicket(): Promise<string>;
  stop(): Promise<void>;
}

/** The authority of this repository, and what its operators and mini programs do there. */
export interface RealAuthority extends TestedAuthority {
  /** Makes a pool with settings of its own. */
  createPool(settings: Readonly<Record<string, unknown>>): Promise<{ userPoolId: string; secret: string }>;
  /** Makes the pool's key of HS256 tokens, and lets the pool sign by it. */
  useSharedKey(userPoolId: string): Promise<string>;
  /** What the mini program does for a launch; a bound one with its `state` and `codeChallenge`. */
  takeTicketOf(userPoolId: string, launch?: { state: string; codeChallenge: string }): Promise<string>;
}

/** Starts the authority and the simulated WeChat as processes. */
export async function startRealAuthority(): Promise<RealAuthority> {
  const demo = await startTemporaryDemo();
  const { userPoolId = '', secret = '' } = demo.pools[0] ?? {};
  const operate = (path: string, body: unknown, method = 'POST') =>
    send(`${demo.authority}/admin/${path}`, body, { method, token: demo.operatorToken });
  const takeTicketOf = async (poolId: string, launch = {}) => {
    const { code } = await send(`${demo.simulator}/__simulator/login-codes`, {});
    const request = { loginCode: code, useSelfWxapp: false, scene: 1069, ...launch };
    const { ticket } = await send(`${demo.authority}/oauth/app2wxapp/tickets/${poolId}`, request);
    return ticket as string;
  };
  return {
    authority: demo.authority,
    userPoolId,
    secret,
    takeTicketOf,
    takeTicket: () => takeTicketOf(userPoolId),
    createPool: async (settings) => {
      const { pool, secret: shown } = await operate('pools', {
        name: 'A pool of a test',
        allowAnyApp: true,
        ...settings,
      });
      return { userPoolId: (pool as { id: string }).id, secret: shown as string };
    },
    useSharedKey: async (poolId) => {
      const { tokenKey } = await operate(`pools/${poolId}/token-key`, {});
      await operate(`pools/${poolId}`, { tokenFormat: 'HS256' }, 'PATCH');
      return tokenKey as string;
    },
    stop: demo.remove,
  };
}

/** What answers as Authing's servers do, or once did. */
export async function startStandIn(style: AnswerStyle): Promise<TestedAuthority> {
  const { authority, userPoolId, secret, issueTicket, close } = await startStandInAuthority({ style });
  return { authority, userPoolId, secret, takeTicket: () => Promise.resolve(issueTicket()), stop: close };
}

interface SendOptions {
  readonly method?: string;
  readonly token?: string;
}

async function send(
  url: string,
  body: unknown,
  { method = 'POST', token }: SendOptions = {},
): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}
