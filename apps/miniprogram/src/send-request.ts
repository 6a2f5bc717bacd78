import type { AuthorityAnswer, AuthorityRequest } from '@app2wxapp/consent';
import { within } from './within.js';

/** Request as `wx.request` sends it: text, or unchanged bytes. */
export interface OutgoingRequest extends Omit<AuthorityRequest, 'body'> {
  /** Body of the request. */
  readonly data?: string | ArrayBuffer;
}

/** Sends a request and resolves with every response; rejects without one in time. */
export function send({ method, url, headers, data, timeoutMs }: OutgoingRequest): Promise<AuthorityAnswer> {
  return within(timeoutMs, (resolve, reject) => {
    const task = wx.request({
      method,
      url,
      header: { ...headers },
      ...(data !== undefined && { data }),
      // Anything but "json", so that the body is not parsed.
      dataType: '其他',
      timeout: timeoutMs,
      success: ({ statusCode, data: body }) =>
        resolve({ status: statusCode, body: typeof body === 'string' ? body : JSON.stringify(body) }),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
    return () => task.abort();
  });
}
