/**
 * Failures in responses of an authority, with the number in the body (`code`). The numbers are Authing's public ones
 * where they fit, so several names share a number. Their HTTP statuses, which no app needs, are `SERVER_STATUSES` of
 * `@app2wxapp/core/server`.
 */
export const SERVER_ERRORS = {
  invalid_request: 2231,
  user_pool_not_found: 2224,
  invalid_secret: 1001,
  invalid_ticket: 2206,
  user_blocked: 2005,
  app_not_allowed: 1001,
  phone_required: 2231,
  invalid_login_code: 2207,
  invalid_phone_code: 2231,
  phone_unavailable: 1000,
  risky_user: 2005,
  login_denied: 400,
  login_pending: 202,
  login_expired: 2206,
  rate_limited: 429,
  wechat_unavailable: 1000,
  unavailable: 1000,
  internal: 1000,
} as const satisfies Record<string, number>;

/** Name of a failure in the `error` of an authority's response. */
export type ServerErrorCode = keyof typeof SERVER_ERRORS;

/** Codes of HTTP statuses, for responses of a proxy, whose bodies are not of this protocol. */
export const STATUS_ERRORS: Readonly<Record<number, ServerErrorCode | undefined>> = {
  429: 'rate_limited',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/**
 * Finds the name of a failure in a response body.
 *
 * @param error the body's `error`, which decides when it is a name of {@link SERVER_ERRORS}
 * @param number the body's `code`, for servers that send nothing else; of names with the same number the first in
 *   {@link SERVER_ERRORS} is returned
 * @returns `undefined` when neither is known
 */
export function findServerErrorCode(error: unknown, number: unknown): ServerErrorCode | undefined {
  const names = Object.keys(SERVER_ERRORS) as ServerErrorCode[];
  return names.find((name) => name === error) || names.find((name) => SERVER_ERRORS[name] === number);
}
