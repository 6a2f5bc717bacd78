import type { ServerErrorCode } from '@app2wxapp/core';

const OAUTH_ERRORS = new Map<string, { readonly error: string; readonly status: number }>([
  ['invalid_request', { error: 'invalid_request', status: 400 }],
  ['user_pool_not_found', { error: 'invalid_client', status: 401 }],
  ['invalid_secret', { error: 'invalid_client', status: 401 }],
  ['invalid_ticket', { error: 'invalid_grant', status: 400 }],
  ['rate_limited', { error: 'temporarily_unavailable', status: 429 }],
  ['unavailable', { error: 'temporarily_unavailable', status: 503 }],
] satisfies [ServerErrorCode, object][]);

/**
 * Finds the error and status of a failure at the OAuth endpoints; `server_error` for a code without an OAuth name.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
export function findOAuthError(code: string): { readonly error: string; readonly status: number } {
  return OAUTH_ERRORS.get(code) ?? { error: 'server_error', status: 500 };
}
