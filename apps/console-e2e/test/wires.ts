import type { TemporaryDemo } from '@app2wxapp/demo';

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

/** Logs a WeChat user in as mini program and backend do: opened, ticket, exchange. @returns the exchange's answer */
export async function logIn(
  demo: TemporaryDemo,
  pool: { userPoolId: string; secret: string },
  who: { openid?: string; appId?: string; useSelfWxapp?: boolean } = {},
): Promise<Answer> {
  const { openid, appId, useSelfWxapp = false } = who;
  await fetch(`${demo.authority}/oauth/app2wxapp/pools/${pool.userPoolId}`);
  const code = await send(`${demo.simulator}/__simulator/login-codes`, { body: { openid, appId } });
  const issued = await send(`${demo.authority}/oauth/app2wxapp/tickets/${pool.userPoolId}`, {
    body: { loginCode: code.body.code, useSelfWxapp, scene: 1069 },
  });
  if (issued.status !== 201) return issued;
  return send(`${demo.authority}/oauth/app2wxapp/auth/${pool.userPoolId}`, {
    body: { ticket: issued.body.ticket, secret: pool.secret },
  });
}
