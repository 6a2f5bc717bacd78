/** Where a login goes through, and the pool it is of. */
export interface LoginPlaces {
  readonly simulator: string;
  readonly authority: string;
  readonly backend: string;
  readonly userPoolId: string;
}

/** Logs a user in as docs/curl.md does: the simulator's code, the authority's ticket, the backend's user and token. */
export async function logIn({ simulator, authority, backend, userPoolId }: LoginPlaces) {
  const { code } = await post(`${simulator}/__simulator/login-codes`, {});
  const request = { loginCode: code, useSelfWxapp: false, scene: 1069 };
  const { ticket } = await post(`${authority}/oauth/app2wxapp/tickets/${userPoolId}`, request);
  const { user, token } = await post(`${backend}/auth/wechat`, { ticket });
  const me = await fetch(`${backend}/me`, { headers: { authorization: `Bearer ${String(token)}` } });
  return { user: user as { _id: string }, me: (await me.json()) as { _id: string } };
}

async function post(url: string, body: unknown): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}
