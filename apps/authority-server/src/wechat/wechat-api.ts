import { App2WxappError, type ServerErrorCode } from '@app2wxapp/core';
import ky, { type Options } from 'ky';
import type { FastifyBaseLogger } from 'fastify';
import type { z } from 'zod';
import { WechatStatus } from './wechat-answers.js';

/**
 * What WeChat's `errcode` means for a login; any other is the operator's to mend and ends as `wechat_unavailable`.
 * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
 */
const CODES: Readonly<Record<number, { readonly code: ServerErrorCode; readonly message: string }>> = {
  40029: {
    code: 'invalid_login_code',
    message: 'WeChat does not know this code. Get a new one and try again.',
  },
  40163: { code: 'invalid_login_code', message: 'This code was already used. Get a new one and try again.' },
  40226: { code: 'risky_user', message: 'WeChat considers this account a risk and refuses the login.' },
  45011: { code: 'rate_limited', message: 'This user tried too often. Wait a minute and try again.' },
};

/** A failure that WeChat answered with. */
export class WechatRefusal extends App2WxappError {
  constructor(readonly errcode: number) {
    const known = CODES[errcode];
    super(
      known?.code ?? 'wechat_unavailable',
      known?.message ?? `WeChat answered errcode ${errcode}. Look it up in WeChat's table of return codes.`,
    );
  }
}

/** One call to WeChat. */
export interface WechatCall<T> {
  readonly path: string;
  readonly options: Options;
  readonly answer: z.ZodType<T>;
}

const TIMEOUT_MS = 5000;

/** Sends calls to WeChat's server API and reads the answers, whatever Content-Type they claim. Never retries. */
export class WechatApi {
  private readonly http;

  constructor(
    baseUrl: string,
    private readonly logger: Pick<FastifyBaseLogger, 'warn'>,
  ) {
    this.http = ky.create({ prefixUrl: baseUrl, retry: 0, timeout: TIMEOUT_MS, throwHttpErrors: false });
  }

  /** @throws {App2WxappError} `wechat_unavailable`, or what `errcode` means */
  async call<T>({ path, options, answer }: WechatCall<T>): Promise<T> {
    const body = await this.send(path, options);
    const { errcode, errmsg } = body;
    if (errcode !== 0) {
      // errmsg carries WeChat's request id, which its support asks for, and nothing of the user.
      this.logger.warn({ path, errcode, errmsg }, 'WeChat refused');
      throw new WechatRefusal(errcode);
    }
    const result = answer.safeParse(body);
    if (result.success) return result.data;
    this.logger.warn(
      { path, issues: result.error.issues.map((issue) => issue.path) },
      'WeChat answer not understood',
    );
    throw unavailable();
  }

  private async send(path: string, options: Options): Promise<z.output<typeof WechatStatus>> {
    try {
      const response = await this.http(path, options);
      return WechatStatus.parse(JSON.parse(await response.text()));
    } catch (cause) {
      // The error is not kept: it quotes the URL, and the URL holds the AppSecret.
      const { name } = cause as Error;
      this.logger.warn({ path, reason: name }, 'WeChat did not answer');
      throw unavailable();
    }
  }
}

function unavailable(): App2WxappError {
  return new App2WxappError('wechat_unavailable', 'WeChat cannot be reached or is busy. Try again soon.');
}
