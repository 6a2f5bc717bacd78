/**
 * Refusals of `api.weixin.qq.com`, for the simulated calls. The texts are WeChat's, including their odd spacing: some
 * clients compare them.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/framework/errcode.html
 */
export const WECHAT_ERRORS = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40029: 'invalid code',
  40097: 'invalid args',
  40125: 'invalid appsecret',
  40129: 'invalid scene',
  40163: 'code been used',
  40164: 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist',
  40226: 'code blocked',
  // WeChat documents this number without the text of its response.
  40243: 'appsecret is frozen',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41008: 'missing code',
  42001: 'access_token expired',
  43001: 'require GET method',
  43002: 'require POST method',
  44002: 'empty post data',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit  mustslower  retry next minute',
  47001: 'data format error',
  48001: 'api unauthorized',
  87009: 'invalid signature',
} as const;

/** One of the numbers of {@link WECHAT_ERRORS}. */
export type WechatErrorNumber = keyof typeof WECHAT_ERRORS;

/** Refusal of WeChat: HTTP 200 and this body. */
export interface WechatRefusal {
  readonly errcode: WechatErrorNumber;
  readonly errmsg: string;
}

/** Creates the body of a refusal. The HTTP layer adds the request id (`rid: …`) that ends every message of WeChat. */
export function refuse(errcode: WechatErrorNumber): WechatRefusal {
  return { errcode, errmsg: WECHAT_ERRORS[errcode] };
}

/** Whether a response is a refusal. */
export function isRefusal(answer: object): answer is WechatRefusal {
  return 'errcode' in answer && answer.errcode !== 0;
}
