import { digest, type Clock, type MiniProgram } from '@app2wxapp/authority';
import type { z } from 'zod';
import { SharedReads } from '../config/shared-reads.js';
import { TokenAnswer } from './wechat-answers.js';
import type { WechatApi } from './wechat-api.js';

/** Milliseconds before its expiry when a token is renewed; in its last five minutes WeChat accepts both. */
const RENEW_BEFORE_MS = 60_000;

/** Largest number of mini programs whose tokens are cached. */
const MAX_KEPT = 1000;

/**
 * Cache of the mini programs' access tokens: each is fetched once for all parallel calls, and cached until it
 * expires.
 */
export class AccessTokens {
  private readonly tokens: SharedReads<z.output<typeof TokenAnswer>>;

  constructor(
    private readonly api: WechatApi,
    clock: Clock,
  ) {
    const keepMs = ({ expires_in }: z.output<typeof TokenAnswer>) => expires_in * 1000 - RENEW_BEFORE_MS;
    this.tokens = new SharedReads(clock, { max: MAX_KEPT, keepMs });
  }

  /** Finds a valid token. @throws {App2WxappError} `wechat_unavailable` */
  async find(miniProgram: MiniProgram): Promise<string> {
    return (await this.tokens.find(keyOf(miniProgram), () => this.fetch(miniProgram))).access_token;
  }

  /** Removes a token that WeChat rejected, unless a newer one has replaced it. */
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
