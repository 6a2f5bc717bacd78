import type { AuthorityAnswer, AuthorityRequest, ConsentPort } from '@app2wxapp/consent';
import { canChooseAvatar, uploadAvatar } from './avatar-upload.js';
import { send } from './send-request.js';
import { within } from './within.js';

/** Time limit of `wx.login` in milliseconds: WeChat responds in well under a second, or not at all. */
const LOGIN_TIMEOUT_MS = 10_000;

/** Creates the port by which the consent flow uses WeChat. */
export function createWechatPort(): ConsentPort {
  return {
    login,
    request,
    ...(canChooseAvatar() && { uploadAvatar }),
    onNetworkChange(listener) {
      const pass = ({ isConnected }: WechatMiniprogram.OnNetworkStatusChangeListenerResult) =>
        listener(isConnected);
      wx.onNetworkStatusChange(pass);
      // The same function as was registered, whatever the typings declare for its argument.
      return () => wx.offNetworkStatusChange(pass as () => void);
    },
    now: () => Date.now(),
    startTimer(ms, wake) {
      const timer = setTimeout(wake, ms);
      return () => clearTimeout(timer);
    },
  };
}

function login(): Promise<string> {
  return within(LOGIN_TIMEOUT_MS, (resolve, reject) => {
    wx.login({
      success: ({ code }) => resolve(code),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
  });
}

function request({ method, url, headers, body, timeoutMs }: AuthorityRequest): Promise<AuthorityAnswer> {
  return send({ method, url, headers, timeoutMs, ...(body !== undefined && { data: body }) });
}
