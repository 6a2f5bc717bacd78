import { parseAnswer } from './exchange-response.js';
import { malformedResponse, readFields } from './response-body.js';
import { isOneTimeValue, type LoginCode, type PhoneCode, type Ticket } from './ticket.js';

/** Body that the mini program sends to `POST /oauth/app2wxapp/tickets/:userPoolId`. */
export interface TicketRequest {
  /** Login code from `wx.login`. */
  readonly loginCode: LoginCode;
  /** Phone code, present only when the user shared the phone number. */
  readonly phoneCode?: PhoneCode;
  /** Whether the mini program is the pool's own. */
  readonly useSelfWxapp: boolean;
  /**
   * Scene in which WeChat opened the mini program; a login requires 1069: opened by an app.
   * @see https://developers.weixin.qq.com/miniprogram/dev/reference/scene-list.html
   */
  readonly scene: number;
  /** `referrerInfo.appId`: AppID of the app that opened the mini program. */
  readonly sourceAppId?: string;
  /** State of a bound launch, from the launch path. */
  readonly state?: string;
  /** Code challenge of a bound launch, from the launch path (RFC 7636). */
  readonly codeChallenge?: string;
  /** Profile that the user entered, for pools with `askProfile`. */
  readonly profile?: TicketProfile;
}

/** Profile that users enter in the mini program, since WeChat returns none. It replaces the profile of the account. */
export interface TicketProfile {
  /** Nickname of 1–64 characters. */
  readonly nickname?: string;
}

/** Response of the authority to a {@link TicketRequest}. */
export interface IssuedTicket {
  /** Login ticket, valid once. A credential: never log it. */
  readonly ticket: Ticket;
  /** Lifetime of the ticket in seconds, counted from the response. */
  readonly expiresIn: number;
  /** Message for the user, in the language of Accept-Language. */
  readonly message: string;
  /** Credential for uploading the user's picture, for pools with `askProfile`; empty otherwise. Never log it. */
  readonly avatarTicket: string;
}

/** Data of a pool for the consent page: `GET /oauth/app2wxapp/pools/:userPoolId`. Nothing in it is secret. */
export interface PoolInfo {
  /** Name that the consent page shows. */
  readonly name: string;
  /** URL of the logo; empty when the pool has none. */
  readonly logo: string;
  /** Whether a login without a phone number is rejected. */
  readonly requirePhone: boolean;
  /** Whether the page asks for a nickname and a picture; both are optional. `false` from older authorities. */
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
