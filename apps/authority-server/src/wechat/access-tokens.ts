import { digest, type Clock, type MiniProgram } from '@app2wxapp/authority';
import type { z } from 'zod';
import { SharedReads } from '../config/shared-reads.js';
import { TokenAnswer } from './wechat-answers.js';
import type { WechatApi } from './wechat-api.js';

/** Fetch a new one this long before the old one ends; in its last five minutes WeChat accepts both. */
const RENEW_BEFORE_MS = 60_000;

/** Mini programs whose tokens are kept at most. */
const MAX_KEPT = 1000;

/** The access tokens of the mini programs: each fetched once however many calls wait for it, and kept until it ends. */
export class AccessTokens {
  private readonly tokens: SharedReads<z.output<typeof TokenAnswer>>;

  constructor(
    private readonly api: WechatApi,
    clock: Clock,
  ) {
    const keepMs = ({ expires_in }: z.output<typeof TokenAnswer>) => expires_in * 1000 - RENEW_BEFORE_MS;
    this.tokens = new SharedReads(clock, { max: MAX_KEPT, keepMs });
  }

  /** @throws {App2WxappError} `wechat_unavailable` */
  async find(miniProgram: MiniProgram): Promise<string> {
    return (await this.tokens.find(keyOf(miniProgram), () => this.fetch(miniProgram))).access_token;
  }

  /** Forgets a token that WeChat refused, unless a newer one has taken its place. */
  drop(miniProgram: MiniProgram, token: string): void {
    const key = keyOf(miniProgram);
    if (this.tokens.peek(key)?.access_token === token) this.tokens.forget(key);
  }

  private fetch({ appId, appSecret }: MiniProgram): Promise<z.output<typeof TokenAnswer>> {
    return this.api.call({
      path: 'cgi-bin/stable_token',
      json: { grant_type: 'client_credential', appid: appId, secret: appSecret },
      answer: TokenAnswer,
    });
  }
}

function keyOf({ appId, appSecret }: MiniProgram): string {
  return `${appId}:${digest(appSecret)}`;
}
