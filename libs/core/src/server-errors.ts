/**
 * Failures in responses of an authority: the number in the body (`code`) and the HTTP status. The numbers are
 * Authing's public ones where they fit, so several names share a number.
 */
export const SERVER_ERRORS = {
  invalid_request: { number: 2231, status: 400 },
  user_pool_not_found: { number: 2224, status: 404 },
  invalid_secret: { number: 1001, status: 401 },
  invalid_ticket: { number: 2206, status: 401 },
  user_blocked: { number: 2005, status: 403 },
  app_not_allowed: { number: 1001, status: 403 },
  phone_required: { number: 2231, status: 403 },
  invalid_login_code: { number: 2207, status: 401 },
  invalid_phone_code: { number: 2231, status: 400 },
  phone_unavailable: { number: 1000, status: 502 },
  risky_user: { number: 2005, status: 403 },
  login_denied: { number: 400, status: 403 },
  login_pending: { number: 202, status: 202 },
  login_expired: { number: 2206, status: 410 },
  rate_limited: { number: 429, status: 429 },
  wechat_unavailable: { number: 1000, status: 502 },
  unavailable: { number: 1000, status: 503 },
  internal: { number: 1000, status: 500 },
} as const satisfies Record<string, { number: number; status: number }>;

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
  return names.find((name) => name === error) || names.find((name) => SERVER_ERRORS[name].number === number);
}
