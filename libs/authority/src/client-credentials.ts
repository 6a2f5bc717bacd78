import { App2WxappError } from '@app2wxapp/core';
import type { Clock } from './clock.port.js';
import { requirePool, verifyPoolSecret, type UserPool, type UserPools } from './user-pool.js';

/** Credentials of a caller: its pool and the presented secret. */
export interface ClientCredentials {
  /** Id of the user pool. */
  readonly userPoolId: string;
  /** Presented secret; absent in direct mode. */
  readonly secret?: string;
}

/** Credentials of the client in a body. */
type ClientBody = { readonly client_id?: string; readonly client_secret?: string };

/**
 * Reads the pool and its secret from HTTP Basic or from the body.
 *
 * @throws {App2WxappError} `invalid_secret` when no pool is named or the header is malformed
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
export function readClientCredentials(
  authorization: string | undefined,
  body: ClientBody = {},
): ClientCredentials {
  if (authorization === undefined) {
    if (body.client_id === undefined) throw unreadable();
    return { userPoolId: body.client_id, secret: body.client_secret };
  }
  const encoded = /^Basic ([A-Za-z0-9+/]{1,4096}={0,2})$/i.exec(authorization)?.[1];
  // Stryker disable next-line StringLiteral: any text without a colon is refused below.
  const text = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1) throw unreadable();
  return { userPoolId: decodeForm(text.slice(0, colon)), secret: decodeForm(text.slice(colon + 1)) };
}

/** Decodes one half: both are form-encoded before they are joined. */
function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw unreadable();
  }
}

function unreadable(): App2WxappError {
  return new App2WxappError(
    'invalid_secret',
    'Send the pool id and its secret by HTTP Basic or in the body.',
  );
}

/**
 * Finds the pool of a caller, and checks its secret.
 *
 * @returns the pool, and whether the caller presented a secret; in direct mode it is optional
 * @throws {App2WxappError} `invalid_secret`, `user_pool_not_found`
 */
export async function authenticateClient(
  { pools, clock }: { readonly pools: UserPools; readonly clock: Clock },
  authorization: string | undefined,
  body: ClientBody = {},
): Promise<{ readonly pool: UserPool; readonly trusted: boolean }> {
  const { userPoolId, secret } = readClientCredentials(authorization, body);
  const pool = await requirePool(pools, userPoolId);
  return { pool, trusted: verifyPoolSecret(pool, secret, clock) };
}
