/** Posts JSON with a token, and reads the JSON response. @throws {Error} when the status is not 2xx */
export function postJson(url: string, body: unknown, token?: string): Promise<Record<string, unknown>> {
  return sendJson(url, { method: 'POST', body, token });
}

/** Changes the resource at an address, as {@link postJson}. */
export function patchJson(url: string, body: unknown, token: string): Promise<Record<string, unknown>> {
  return sendJson(url, { method: 'PATCH', body, token });
}

function sendJson(
  url: string,
  request: { readonly method: string; readonly body: unknown; readonly token: string | undefined },
): Promise<Record<string, unknown>> {
  const { method, body, token } = request;
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  return readJson(fetch(url, { method, headers, body: JSON.stringify(body) }));
}

/** Reads a JSON answer. @throws {Error} when the status is not 2xx; its message has the server's own words */
export async function readJson(request: Promise<Response>): Promise<Record<string, unknown>> {
  const response = await request;
  const body = (await response.json()) as Record<string, unknown>;
  if (response.ok) return body;
  const path = new URL(response.url).pathname;
  throw new Error(`${path} answered ${response.status}: ${String(body.error)}, ${String(body.message)}`);
}
