import type { ServerErrorCode } from '../server-errors.js';

/** HTTP status of each failure of an authority. */
export const SERVER_STATUSES: Readonly<Record<ServerErrorCode, number>> = {
  invalid_request: 400,
  user_pool_not_found: 404,
  invalid_secret: 401,
  invalid_ticket: 401,
  user_blocked: 403,
  app_not_allowed: 403,
  phone_required: 403,
  invalid_login_code: 401,
  invalid_phone_code: 400,
  phone_unavailable: 502,
  risky_user: 403,
  login_denied: 403,
  login_pending: 202,
  login_expired: 410,
  rate_limited: 429,
  wechat_unavailable: 502,
  unavailable: 503,
  internal: 500,
};
