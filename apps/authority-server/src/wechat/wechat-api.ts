import { WechatFailure } from '@app2wxapp/authority';
import type { ServerErrorCode } from '@app2wxapp/core';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { FastifyBaseLogger } from 'fastify';
import { Pool } from 'undici';
import type { z } from 'zod';
import { WechatStatus } from './wechat-answers.js';
import { findRemedy } from './wechat-remedies.js';

/**
 * Meanings of WeChat's `errcode` for a login; any other is the operator's to correct and becomes
 * `wechat_unavailable`.
 * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
 */
const CODES: Readonly<Record<number, { readonly code: ServerErrorCode; readonly message: string }>> = {
  40029: {
    code: 'invalid_login_code',
    message: 'WeChat rejects this code as invalid. Get a new one and try again.',
  },
  40163: { code: 'invalid_login_code', message: 'This code was already used. Get a new one and try again.' },
  40226: {
    code: 'risky_user',
    message: 'WeChat reports a security risk for this account and rejects the login.',
  },
  45011: { code: 'rate_limited', message: 'This user tried too often. Wait a minute and try again.' },
};

/** Failure that WeChat reported. */
export class WechatRefusal extends WechatFailure {
  constructor(readonly errcode: number) {
    const known = CODES[errcode];
    super(
      known?.code ?? 'wechat_unavailable',
      known?.message ?? `WeChat returned errcode ${errcode}. ${findRemedy(String(errcode))}`,
      String(errcode),
    );
  }
}

/** Call to WeChat: POST with `json`, GET without. */
export interface WechatCall<T> {
  /** Path of the call. */
  readonly path: string;
  /** Query of the call. */
  readonly query?: Readonly<Record<string, string>>;
  /** Body, sent as JSON. */
  readonly json?: object;
  /** Schema of the response. */
  readonly answer: z.ZodType<T>;
  /** Signal that aborts the call. @default aborts after {@link LONGEST_MS} */
  readonly signal?: AbortSignal | undefined;
}

type Sent = Omit<WechatCall<unknown>, 'answer'>;

/**
 * Longest waits of a call in milliseconds: for a connection, for the response's headers, and for each part of its
 * body.
 */
const CONNECT_MS = 2000;
const HEAD_MS = 4000;
const BODY_MS = 2000;
/** Time limit of a whole response in milliseconds, also of one in many parts, each of them in time. */
const LONGEST_MS = 10_000;
/** Largest response in bytes. WeChat's have a few hundred. */
const ANSWER_LIMIT = 65_536;

/**
 * Sends calls to WeChat's server API and parses the responses, whatever their Content-Type. Never retries.
 * Connections are kept alive, since a TLS handshake takes longer than most calls do.
 */
export class WechatApi implements OnApplicationShutdown {
  private readonly pool: Pool;
  private readonly folder: string;

  constructor(
    baseUrl: string,
    private readonly logger: Pick<FastifyBaseLogger, 'warn'>,
  ) {
    const { origin, pathname } = new URL(baseUrl);
    this.folder = pathname.endsWith('/') ? pathname : `${pathname}/`;
    this.pool = new Pool(origin, {
      connect: { timeout: CONNECT_MS },
      headersTimeout: HEAD_MS,
      bodyTimeout: BODY_MS,
      maxResponseSize: ANSWER_LIMIT,
    });
  }

  onApplicationShutdown(): Promise<void> {
    return this.pool.destroy();
  }

  /** Sends a call. @throws {App2WxappError} `wechat_unavailable`, or the code for `errcode` */
  async call<T>(call: WechatCall<T>): Promise<T> {
    const { path, answer } = call;
    const body = await this.send(call);
    const { errcode, errmsg } = body;
    if (errcode !== 0) {
      // errmsg contains WeChat's request id, which its support asks for, and no data of the user.
      const remedy = findRemedy(String(errcode));
      this.logger.warn({ path, errcode, errmsg, remedy }, 'WeChat refused');
      throw new WechatRefusal(errcode);
    }
    const result = answer.safeParse(body);
    if (result.success) return result.data;
    this.logger.warn(
      { path, issues: result.error.issues.map((issue) => issue.path) },
      'WeChat response not understood',
    );
    throw createUnavailable('unreadable');
  }

  private async send(call: Sent): Promise<z.output<typeof WechatStatus>> {
    const { path } = call;
    const { status, text } = await this.receive(call);
    try {
      return WechatStatus.parse(JSON.parse(text));
    } catch {
      const detail = status < 400 ? 'unreadable' : `http_${status}`;
      this.logger.warn({ path, status, remedy: findRemedy(detail) }, 'WeChat response not understood');
      throw createUnavailable(detail);
    }
  }

  private async receive({ path, query, json, signal }: Sent): Promise<{ status: number; text: string }> {
    try {
      const { statusCode, body } = await this.pool.request({
        path: this.folder + path,
        query,
        signal: signal ?? AbortSignal.timeout(LONGEST_MS),
        method: json ? 'POST' : 'GET',
        ...(json && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) }),
      });
      return { status: statusCode, text: await body.text() };
    } catch (error) {
      // The error is dropped: it quotes the URL, and the URL contains the AppSecret.
      const reason = readNetworkCode(error);
      const detail = FAILED_NETWORK[reason] ?? 'unreachable';
      this.logger.warn({ path, reason, remedy: findRemedy(detail) }, 'WeChat did not respond');
      throw createUnavailable(detail);
    }
  }
}

/** Reasons of failed calls, except for an unreachable server. */
const FAILED_NETWORK: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  TimeoutError: 'timeout',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'unreadable',
};

/** Returns the code of a network error, such as `ECONNREFUSED` or `UND_ERR_HEADERS_TIMEOUT`, or its name. */
function readNetworkCode(error: unknown): string {
  const { name, code } = error as Error & { readonly code?: unknown };
  return typeof code === 'string' ? code : name;
}

/** Creates the error of an unreachable WeChat. */
export function createUnavailable(detail: string): WechatFailure {
  const message = `WeChat cannot be reached or is busy (${detail}). Try again soon.`;
  return new WechatFailure('wechat_unavailable', message, detail);
}
