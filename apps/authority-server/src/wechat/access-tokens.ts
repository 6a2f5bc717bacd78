import { digest, type Clock, type MiniProgram } from '@app2wxapp/authority';
import { TokenAnswer } from './wechat-answers.js';
import type { WechatApi } from './wechat-api.js';

/** Fetch a new one this long before the old one ends; in its last five minutes WeChat accepts both. */
const RENEW_BEFORE_MS = 60_000;

interface Held {
  readonly token: Promise<string>;
  until: number;
}

/** The access tokens of the mini programs: each fetched once however many calls wait for it, and kept until it ends. */
export class AccessTokens {
  private readonly held = new Map<string, Held>();

  constructor(
    private readonly api: WechatApi,
    private readonly clock: Clock,
  ) {}

  /** @throws {App2WxappError} `wechat_unavailable` */
  find(miniProgram: MiniProgram): Promise<string> {
    const key = keyOf(miniProgram);
    const known = this.held.get(key);
    if (known && known.until > this.clock.now()) return known.token;
    const held: Held = { until: Infinity, token: this.fetch(miniProgram, (until) => (held.until = until)) };
    this.held.set(key, held);
    held.token.catch(() => this.held.delete(key));
    return held.token;
  }

  /** Forgets a token that WeChat refused, unless a newer one has taken its place. */
  async drop(miniProgram: MiniProgram, token: string): Promise<void> {
    const key = keyOf(miniProgram);
    const known = this.held.get(key);
    if (known && (await known.token.catch(() => token)) === token && this.held.get(key) === known) {
      this.held.delete(key);
    }
  }

  private async fetch(
    { appId, appSecret }: MiniProgram,
    keepUntil: (until: number) => void,
  ): Promise<string> {
    const { access_token, expires_in } = await this.api.call({
      path: 'cgi-bin/stable_token',
      options: {
        method: 'post',
        json: { grant_type: 'client_credential', appid: appId, secret: appSecret },
      },
      answer: TokenAnswer,
    });
    keepUntil(this.clock.now() + expires_in * 1000 - RENEW_BEFORE_MS);
    return access_token;
  }
}

function keyOf({ appId, appSecret }: MiniProgram): string {
  return `${appId}:${digest(appSecret)}`;
}
