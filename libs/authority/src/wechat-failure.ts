import { App2WxappError, type ServerErrorCode } from '@app2wxapp/core';

/** Failed call to WeChat, with WeChat's code. */
export class WechatFailure extends App2WxappError {
  /**
   * Creates the error.
   *
   * @param detail details for operators: WeChat's errcode, such as `45009`, or `http_502`, `timeout`,
   *   `unreachable`, `unreadable`. It is recorded, so it must not contain a credential or data of the user
   */
  constructor(
    code: ServerErrorCode,
    message: string,
    readonly detail: string,
  ) {
    super(code, message);
  }
}

/** Returns the {@link WechatFailure.detail} of an error or of its causes. */
export function findWechatDetail(error: unknown): string | undefined {
  if (error instanceof WechatFailure) return error.detail;
  return error instanceof Error ? findWechatDetail(error.cause) : undefined;
}
