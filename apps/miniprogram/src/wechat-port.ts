import type { AuthorityAnswer, AuthorityRequest, ConsentPort } from '@app2wxapp/consent';

/** WeChat answers `wx.login` in well under a second, or not at all. */
const LOGIN_TIMEOUT_MS = 10_000;

/** WeChat as the consent flow sees it. */
export function createWechatPort(): ConsentPort {
  return {
    login,
    request,
    onNetworkChange(listener) {
      const pass = ({ isConnected }: WechatMiniprogram.OnNetworkStatusChangeListenerResult) =>
        listener(isConnected);
      wx.onNetworkStatusChange(pass);
      // It is the same function, whatever the typings say of its argument here.
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
    wx.login({ success: ({ code }) => resolve(code), fail: ({ errMsg }) => reject(new Error(errMsg)) });
  });
}

function request({ method, url, headers, body, timeoutMs }: AuthorityRequest): Promise<AuthorityAnswer> {
  return within(timeoutMs, (resolve, reject) => {
    const task = wx.request({
      method,
      url,
      header: { ...headers },
      ...(body !== undefined && { data: body }),
      // Anything but "json": the body is to arrive as it came.
      dataType: '其他',
      timeout: timeoutMs,
      success: ({ statusCode, data }) =>
        resolve({ status: statusCode, body: typeof data === 'string' ? data : JSON.stringify(data) }),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
    return () => task.abort();
  });
}

/** WeChat has time limits of its own, and calls back late or never when the mini program was in the background. */
function within<T>(
  ms: number,
  start: (resolve: (value: T) => void, reject: (reason: Error) => void) => void | (() => void),
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop?.();
      reject(new Error('timeout'));
    }, ms);
    const end =
      <V>(settle: (value: V) => void) =>
      (value: V) => {
        clearTimeout(timer);
        settle(value);
      };
    const stop = start(end(resolve), end(reject));
  });
}
