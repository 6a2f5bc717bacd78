import { App2WxappError } from './app2wxapp-error.js';

declare const brand: unique symbol;

/** Ticket that the app receives from the mini program: valid for two minutes, once. */
export type Ticket = string & { readonly [brand]: 'Ticket' };
/** Login code of `wx.login`: identifies a WeChat user to the server, valid once and for five minutes. */
export type LoginCode = string & { readonly [brand]: 'LoginCode' };
/**
 * Code of the phone number button: identifies a phone number, valid once and for five minutes. It cannot replace a
 * {@link LoginCode}.
 */
export type PhoneCode = string & { readonly [brand]: 'PhoneCode' };

/**
 * Parses a value from outside as a ticket: 1–2048 visible ASCII characters, which covers tickets of this authority (43
 * characters of base64url) and of Authing's servers. Only the authority can check whether it is valid.
 *
 * @throws {App2WxappError} `invalid_request`
 */
export function parseTicket(value: unknown): Ticket {
  return parseOneTimeValue(value, 'ticket') as Ticket;
}

/**
 * Parses a value from outside as the code of `wx.login`.
 *
 * @throws {App2WxappError} `invalid_request`
 * @see https://developers.weixin.qq.com/miniprogram/dev/api/open-api/login/wx.login.html
 */
export function parseLoginCode(value: unknown): LoginCode {
  return parseOneTimeValue(value, 'loginCode') as LoginCode;
}

/**
 * Parses a value from outside as the code of the phone number button.
 *
 * @throws {App2WxappError} `invalid_request`
 * @see https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/getPhoneNumber.html
 */
export function parsePhoneCode(value: unknown): PhoneCode {
  return parseOneTimeValue(value, 'phoneCode') as PhoneCode;
}

/** Whether a value has the format of tickets and codes. */
export function isOneTimeValue(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 2048 && /^[!-~]+$/.test(value);
}

function parseOneTimeValue(value: unknown, field: string): string {
  if (isOneTimeValue(value)) return value;
  throw new App2WxappError('invalid_request', `${field} must be 1 to 2048 of visible ASCII.`);
}
