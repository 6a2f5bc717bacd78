import { App2WxappError } from './app2wxapp-error.js';
import { parseAnswer } from './exchange-response.js';
import { parseTicket, type LoginCode, type PhoneCode, type Ticket } from './ticket.js';

/** What the mini program sends to `POST /oauth/app2wxapp/tickets/:userPoolId`. */
export interface TicketRequest {
  readonly loginCode: LoginCode;
  /** Only when the user shared the phone number. */
  readonly phoneCode?: PhoneCode;
  readonly useSelfWxapp: boolean;
  /**
   * How WeChat opened the mini program; a login starts from 1069, an app.
   * @see https://developers.weixin.qq.com/miniprogram/dev/reference/scene-list.html
   */
  readonly scene: number;
  /** `referrerInfo.appId`: AppID of the app that opened the mini program. */
  readonly sourceAppId?: string;
  /** Bound launch only, from the launch path. */
  readonly state?: string;
  /** Bound launch only, from the launch path. */
  readonly codeChallenge?: string;
}

/** What the authority answers to a {@link TicketRequest}. */
export interface IssuedTicket {
  readonly ticket: Ticket;
  /** Lifetime in seconds, from now. */
  readonly expiresIn: number;
  /** For the user, in the language asked for. */
  readonly message: string;
}

/** What the consent page shows of a pool: `GET /oauth/app2wxapp/pools/:userPoolId`. Nothing in it is secret. */
export interface PoolInfo {
  readonly name: string;
  /** URL of the logo; empty when the pool has none. */
  readonly logo: string;
  /** Whether a login without a phone number is refused. */
  readonly requirePhone: boolean;
}

/**
 * Reads the answer to a {@link TicketRequest}.
 *
 * @param body the body, as text or already parsed
 * @param status the HTTP status
 * @throws {App2WxappError} the server's own code, or `malformed_response`
 */
export function parseIssuedTicket(body: unknown, status?: number): IssuedTicket {
  const { ticket, expiresIn, message } = (parseAnswer(body, status) ?? {}) as Record<string, unknown>;
  if (typeof expiresIn !== 'number' || typeof message !== 'string') throw malformed();
  try {
    return { ticket: parseTicket(ticket), expiresIn, message };
  } catch (cause) {
    throw malformed(cause);
  }
}

/**
 * Reads the answer to `GET /oauth/app2wxapp/pools/:userPoolId`.
 *
 * @param body the body, as text or already parsed
 * @param status the HTTP status
 * @throws {App2WxappError} the server's own code, or `malformed_response`
 */
export function parsePoolInfo(body: unknown, status?: number): PoolInfo {
  const { name, logo, requirePhone } = (parseAnswer(body, status) ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || typeof requirePhone !== 'boolean') throw malformed();
  return { name, logo: typeof logo === 'string' ? logo : '', requirePhone };
}

function malformed(cause?: unknown): App2WxappError {
  return new App2WxappError(
    'malformed_response',
    "The server's answer is not of this protocol. Check the authority's address.",
    cause === undefined ? {} : { cause },
  );
}
