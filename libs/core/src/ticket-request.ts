import { parseAnswer } from './exchange-response.js';
import { malformedResponse, readFields } from './response-body.js';
import { isOneTimeValue, type LoginCode, type PhoneCode, type Ticket } from './ticket.js';

/** Body that the mini program sends to `POST /oauth/app2wxapp/tickets/:userPoolId`. */
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
  /** What the user filled in, where the pool asks. */
  readonly profile?: TicketProfile;
}

/** Profile that users enter in the mini program, since WeChat returns none. It replaces the profile of the account. */
export interface TicketProfile {
  /** 1–64 characters. */
  readonly nickname?: string;
}

/** Response of the authority to a {@link TicketRequest}. */
export interface IssuedTicket {
  readonly ticket: Ticket;
  /** Lifetime of the ticket in seconds, from now. */
  readonly expiresIn: number;
  /** Message for the user, in the language of Accept-Language. */
  readonly message: string;
  /** What a picture of the user may be sent with, where the pool asks for one; empty elsewhere. A credential. */
  readonly avatarTicket: string;
}

/** Data of a pool for the consent page: `GET /oauth/app2wxapp/pools/:userPoolId`. Nothing in it is secret. */
export interface PoolInfo {
  readonly name: string;
  /** URL of the logo; empty when the pool has none. */
  readonly logo: string;
  /** Whether a login without a phone number is refused. */
  readonly requirePhone: boolean;
  /** Whether the page asks for a nickname and a picture; the user may leave both out. `false` from older authorities. */
  readonly askProfile: boolean;
}

/**
 * Parses the response to a {@link TicketRequest}.
 *
 * @param body the body, as text or already parsed
 * @param status the HTTP status
 * @throws {App2WxappError} the server's own code, or `malformed_response`
 */
export function parseIssuedTicket(body: unknown, status?: number): IssuedTicket {
  const empty = { ticket: '' as Ticket, avatarTicket: '', expiresIn: 0, message: '' };
  const issued = readFields(parseAnswer(body, status), empty, ['expiresIn']);
  if (!isOneTimeValue(issued.ticket)) throw malformedResponse('has no valid ticket');
  return issued;
}

/**
 * Parses the response to `GET /oauth/app2wxapp/pools/:userPoolId`.
 *
 * @param body the body, as text or already parsed
 * @param status the HTTP status
 * @throws {App2WxappError} the server's own code, or `malformed_response`
 */
export function parsePoolInfo(body: unknown, status?: number): PoolInfo {
  const empty = { name: '', logo: '', requirePhone: false, askProfile: false };
  return readFields(parseAnswer(body, status), empty, ['name']);
}
