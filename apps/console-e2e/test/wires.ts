import type { SharedDemo } from '@app2wxapp/demo';

/** An answer, read. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export async function send(
  url: string,
  options: { method?: string; body?: unknown; token?: string } = {},
): Promise<Answer> {
  const { method = 'POST', body, token } = options;
  const response = await fetch(url, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Answer['body'] };
}

/** Who logs in, and how. */
export interface Visitor {
  /** Absent: somebody new. */
  readonly openid?: string;
  readonly appId?: string;
  readonly useSelfWxapp?: boolean;
  readonly nickname?: string;
  readonly withPhone?: boolean;
}

/** Logs a WeChat user in as mini program and backend do: opened, ticket, exchange. @returns the exchange's answer */
export async function logIn(
  demo: SharedDemo,
  pool: { userPoolId: string; secret: string; useSelfWxapp?: boolean },
  visitor: Visitor = {},
): Promise<Answer> {
  const { openid, appId, useSelfWxapp = pool.useSelfWxapp ?? false, nickname, withPhone = false } = visitor;
  await fetch(`${demo.authority}/oauth/app2wxapp/pools/${pool.userPoolId}`);
  const takeCode = async (kind: string) =>
    (await send(`${demo.simulator}/__simulator/${kind}`, { body: { openid, appId } })).body.code;
  const issued = await send(`${demo.authority}/oauth/app2wxapp/tickets/${pool.userPoolId}`, {
    body: {
      loginCode: await takeCode('login-codes'),
      ...(withPhone && { phoneCode: await takeCode('phone-codes') }),
      ...(nickname !== undefined && { profile: { nickname } }),
      useSelfWxapp,
      scene: 1069,
    },
  });
  if (issued.status !== 201) return issued;
  return send(`${demo.authority}/oauth/app2wxapp/auth/${pool.userPoolId}`, {
    body: { ticket: issued.body.ticket, secret: pool.secret },
  });
}
