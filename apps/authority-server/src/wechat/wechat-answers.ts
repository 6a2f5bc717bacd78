import { z } from 'zod';

/** Fields of every response of WeChat; `errcode` may be absent on success. */
export const WechatStatus = z.looseObject({
  errcode: z.number().default(0),
  errmsg: z.string().default(''),
});

/**
 * Schema of WeChat's ids, which have 28 characters. Anything else could fail the statement that it shares with logins
 * of other users.
 */
const UserId = z.string().regex(/^[\x21-\x7e]{1,128}$/);

/**
 * Response to a login code. @see
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
 */
export const SessionAnswer = z.object({ openid: UserId, unionid: UserId.optional() });

/**
 * Response with an access token. @see
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getStableAccessToken.html
 */
export const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/**
 * Response to a content check. @see
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/sec-center/sec-check/msgSecCheck.html
 */
export const TextCheckAnswer = z.object({
  result: z.object({ suggest: z.enum(['pass', 'review', 'risky']) }),
});

/**
 * Response to a phone code. @see
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-info/phone-number/getPhoneNumber.html
 */
export const PhoneAnswer = z.object({
  phone_info: z.object({
    phoneNumber: z.string().regex(/^[\x20-\x7e]{1,32}$/),
    purePhoneNumber: z.string().regex(/^\d{1,32}$/),
    // Documented as a string, observed as a number.
    countryCode: z.coerce.string().regex(/^\d{1,4}$/),
    watermark: z.object({ appid: z.string() }),
  }),
});
