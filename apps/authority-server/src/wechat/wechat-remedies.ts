/**
 * Remedies for failed calls to WeChat, by `WechatFailure.detail`.
 * @see https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html
 */
export const REMEDIES: Readonly<Record<string, string>> = {
  '-1': 'WeChat is busy. Nothing to do: the next login works.',
  40001:
    'WeChat rejects a new access token. Check that no other service resets the AppSecret or forces new tokens.',
  40013: 'The AppID is wrong. Check it at mp.weixin.qq.com.',
  40125: 'The AppSecret is wrong. Copy it again from mp.weixin.qq.com.',
  40164: "This server's address is not on the mini program's IP list. Add it at mp.weixin.qq.com.",
  40243: 'The AppSecret is frozen. Unfreeze it at mp.weixin.qq.com.',
  45009: "The mini program's daily limit of calls is reached. Clear or raise the quota at mp.weixin.qq.com.",
  48001: 'The mini program has no permission for this call. Apply for it at mp.weixin.qq.com.',
  timeout: 'WeChat did not respond in time. Check the network if this lasts.',
  unreachable: 'WeChat cannot be reached. Check DNS, firewall and WECHAT_API_URL.',
  unreadable: 'The response is not from WeChat. Check proxies and WECHAT_API_URL.',
};

/** Finds the remedy for a failure. @param detail detail of a `WechatFailure` */
export function findRemedy(detail: string): string {
  if (detail.startsWith('http_')) return "WeChat's gateway failed. Nothing to do unless this lasts.";
  return REMEDIES[detail] ?? "Look the errcode up in WeChat's table of return codes.";
}
