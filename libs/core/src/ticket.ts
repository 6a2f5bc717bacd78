import { App2WxappError } from './app2wxapp-error.js';

declare const brand: unique symbol;

/** A ticket that the app brings back from the mini program: valid for two minutes, once. */
export type Ticket = string & { readonly [brand]: 'Ticket' };
/** The code of `wx.login`: names a WeChat user to the server, once, for five minutes. */
export type LoginCode = string & { readonly [brand]: 'LoginCode' };
/** The code of the phone number button: names a phone number, valid once and for five minutes. Never a {@link LoginCode}. */
export type PhoneCode = string & { readonly [brand]: 'PhoneCode' };

/**
 * Takes a string from outside as a ticket: 1–2048 visible ASCII characters, which covers our own tickets
 * (43 characters of base64url) and those of Authing's servers. Whether it is still good, only the authority knows.
 *
 * @throws {App2WxappError} `invalid_request`
 */
export function parseTicket(value: unknown): Ticket {
  return parseOneTimeValue(value, 'ticket') as Ticket;
}

/**
 * Takes a string from outside as the code of `wx.login`.
 *
 * @throws {App2WxappError} `invalid_request`
 * @see https://developers.weixin.qq.com/miniprogram/dev/api/open-api/login/wx.login.html
 */
export function parseLoginCode(value: unknown): LoginCode {
  return parseOneTimeValue(value, 'loginCode') as LoginCode;
}

/**
 * Takes a string from outside as the code of the phone number button.
 *
 * @throws {App2WxappError} `invalid_request`
 * @see https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/getPhoneNumber.html
 */
export function parsePhoneCode(value: unknown): PhoneCode {
  return parseOneTimeValue(value, 'phoneCode') as PhoneCode;
}

/** The form that a ticket and both codes share. */
export function isOneTimeValue(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 2048 && /^[!-~]+$/.test(value);
}

function parseOneTimeValue(value: unknown, field: string): string {
  if (isOneTimeValue(value)) return value;
  throw new App2WxappError('invalid_request', `${field} must be 1 to 2048 of visible ASCII.`);
}
