import { WechatFailure } from '@app2wxapp/authority';
import type { ServerErrorCode } from '@app2wxapp/core';
import ky, { isTimeoutError, type Options } from 'ky';
import type { FastifyBaseLogger } from 'fastify';
import type { z } from 'zod';
import { WechatStatus } from './wechat-answers.js';
import { findRemedy } from './wechat-remedies.js';

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
export class WechatRefusal extends WechatFailure {
  constructor(readonly errcode: number) {
    const known = CODES[errcode];
    super(
      known?.code ?? 'wechat_unavailable',
      known?.message ?? `WeChat answered errcode ${errcode}. ${findRemedy(String(errcode))}`,
      String(errcode),
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
      const remedy = findRemedy(String(errcode));
      this.logger.warn({ path, errcode, errmsg, remedy }, 'WeChat refused');
      throw new WechatRefusal(errcode);
    }
    const result = answer.safeParse(body);
    if (result.success) return result.data;
    this.logger.warn(
      { path, issues: result.error.issues.map((issue) => issue.path) },
      'WeChat answer not understood',
    );
    throw unavailable('unreadable');
  }

  private async send(path: string, options: Options): Promise<z.output<typeof WechatStatus>> {
    const { status, text } = await this.receive(path, options);
    try {
      return WechatStatus.parse(JSON.parse(text));
    } catch {
      const detail = status < 400 ? 'unreadable' : `http_${status}`;
      this.logger.warn({ path, status, remedy: findRemedy(detail) }, 'WeChat answer not understood');
      throw unavailable(detail);
    }
  }

  private async receive(path: string, options: Options): Promise<{ status: number; text: string }> {
    try {
      const response = await this.http(path, options);
      return { status: response.status, text: await response.text() };
    } catch (error) {
      // The error is not kept: it quotes the URL, and the URL holds the AppSecret.
      const detail = isTimeoutError(error) ? 'timeout' : 'unreachable';
      const reason = readNetworkCode(error);
      this.logger.warn({ path, reason, remedy: findRemedy(detail) }, 'WeChat did not answer');
      throw unavailable(detail);
    }
  }
}

/** Such as `ECONNREFUSED`, or the name of the error. */
function readNetworkCode(error: unknown): string {
  const { name, cause } = error as Error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : name;
}

function unavailable(detail: string): WechatFailure {
  const message = `WeChat cannot be reached or is busy (${detail}). Try again soon.`;
  return new WechatFailure('wechat_unavailable', message, detail);
}
