import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, WechatCaller, WechatClient } from '@app2wxapp/authority';
import { App2WxappError } from '@app2wxapp/core';
import { AccessTokens } from './access-tokens.js';
import { PhoneAnswer, SessionAnswer, TextCheckAnswer } from './wechat-answers.js';
import { createUnavailable, WechatRefusal, type WechatApi, type WechatCall } from './wechat-api.js';

const BUSY = -1;
const SCENE_OF_PROFILES = 1;
/** WeChat's codes for an access token that is invalid or expired. */
const STALE_TOKEN = [40001, 40014, 42001];
const BUSY_DELAYS_MS = [100, 400];

/** Injects the `WechatClient` of the rules. */
export const WECHAT = Symbol('WechatClient');

/**
 * Creates the client of WeChat's server API.
 *
 * A code is sent a second time only after errcode -1, by which WeChat reports that it was too busy to process it.
 * After a lost response it is not: the code may be consumed, and a retry would report that instead of the cause.
 */
export function createWechatClient(api: WechatApi, clock: Clock): WechatClient {
  const tokens = new AccessTokens(api, clock);
  const callWithToken = <T>(caller: WechatCaller, call: Omit<WechatCall<T>, 'query' | 'signal'>) => {
    const { signal } = caller;
    const send = (access_token: string) => api.call({ ...call, query: { access_token }, signal });
    return whileBusy(() => withToken(tokens, caller, send), signal);
  };
  return {
    async resolveLoginCode({ appId, appSecret, signal }, loginCode) {
      const query = {
        appid: appId,
        secret: appSecret,
        js_code: loginCode,
        grant_type: 'authorization_code',
      };
      const call = { path: 'sns/jscode2session', query, answer: SessionAnswer, signal };
      const { openid, unionid } = await whileBusy(() => api.call(call), signal);
      return { openid, unionid: unionid ?? null };
    },

    async resolvePhoneCode(miniProgram, phoneCode, openid) {
      const { phone_info: phone } = await callWithToken(miniProgram, {
        path: 'wxa/business/getuserphonenumber',
        json: { code: phoneCode, openid },
        answer: PhoneAnswer,
      }).catch((cause: unknown) => {
        throw explainPhone(cause);
      });
      if (phone.watermark.appid !== miniProgram.appId) {
        throw new App2WxappError('invalid_phone_code', 'The phone code belongs to another mini program.');
      }
      return { e164: `+${phone.countryCode}${phone.purePhoneNumber}`, asGiven: phone.phoneNumber };
    },

    async checkNickname(miniProgram, nickname, openid) {
      const { result } = await callWithToken(miniProgram, {
        path: 'wxa/msg_sec_check',
        json: { version: 2, scene: SCENE_OF_PROFILES, openid, content: nickname },
        answer: TextCheckAnswer,
      });
      return result.suggest;
    },
  };
}

/**
 * Converts a failure of the phone call: WeChat returns the same code for an invalid phone code as for an invalid
 * login code.
 */
function explainPhone(cause: unknown): unknown {
  if (!(cause instanceof App2WxappError)) return cause;
  if (cause.code === 'invalid_login_code') {
    return new App2WxappError(
      'invalid_phone_code',
      'The phone code is no longer valid. Ask for the number again.',
      {
        cause,
      },
    );
  }
  if (cause.code !== 'wechat_unavailable') return cause;
  return new App2WxappError('phone_unavailable', 'WeChat gave no phone number. The log has its errcode.', {
    cause,
  });
}

async function whileBusy<T>(send: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (const delayMs of BUSY_DELAYS_MS) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof WechatRefusal) || error.errcode !== BUSY) throw error;
      await untilAborted(sleep(delayMs), signal);
    }
  }
  return send();
}

async function withToken<T>(
  tokens: AccessTokens,
  miniProgram: WechatCaller,
  send: (token: string) => Promise<T>,
): Promise<T> {
  const token = await untilAborted(tokens.find(miniProgram), miniProgram.signal);
  try {
    return await send(token);
  } catch (error) {
    if (!(error instanceof WechatRefusal) || !STALE_TOKEN.includes(error.errcode)) throw error;
    tokens.drop(miniProgram, token);
    return send(await untilAborted(tokens.find(miniProgram), miniProgram.signal));
  }
}

/** Waits until the caller aborts, for work that continues for others. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(createUnavailable('timeout'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
