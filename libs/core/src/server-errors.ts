/**
 * Every failure that an authority answers with: its number in the body (`code`) and its HTTP status.
 * Numbers are Authing's public ones where they fit, so several names share one.
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

/** A failure that an authority answers with, by the name in its body's `error`. */
export type ServerErrorCode = keyof typeof SERVER_ERRORS;

/** The error that a status means by itself: a proxy that answers in a server's place has a body of its own. */
export const STATUS_ERRORS: Readonly<Record<number, ServerErrorCode | undefined>> = {
  429: 'rate_limited',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/**
 * Finds the name of a failure in an answer's body.
 *
 * @param error the body's `error`, which decides when it is a name of {@link SERVER_ERRORS}
 * @param number the body's `code`, for servers that send nothing else; of names that share a number the
 *   first in {@link SERVER_ERRORS} is meant
 * @returns `undefined` when neither says anything
 */
export function findServerErrorCode(error: unknown, number: unknown): ServerErrorCode | undefined {
  const names = Object.keys(SERVER_ERRORS) as ServerErrorCode[];
  return names.find((name) => name === error) || names.find((name) => SERVER_ERRORS[name].number === number);
}
