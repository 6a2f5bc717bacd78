import type { MiniProgram } from './mini-programs.js';
import type { Clock } from './one-time-codes.js';
import { randomAlphanumeric } from './random.js';
import { refuse, type WechatRefusal } from './wechat-errors.js';

/** Response of `stable_token`. */
export interface IssuedAccessToken {
  /** Access token. */
  readonly access_token: string;
  /** Remaining lifetime in seconds, 300–7200. */
  readonly expires_in: number;
}

interface StoredToken {
  readonly value: string;
  readonly appId: string;
  expiresAt: number;
}

const LIFETIME_MS = 7_200_000;
const OVERLAP_MS = 300_000;
const FORCED_PAUSE_MS = 30_000;
const FORCED_A_DAY = 20;
const DAY_MS = 86_400_000;
const LENGTH = 512;

/**
 * Access tokens as `stable_token` issues them: the same one again until its last five minutes, then a new one while
 * the old is still valid; forced, a new one at once that invalidates the old.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getStableAccessToken.html
 */
export class AccessTokens {
  private readonly tokens = new Map<string, StoredToken>();
  private readonly latest = new Map<string, StoredToken>();
  private readonly forcedAt = new Map<string, number[]>();

  constructor(private readonly clock: Clock) {}

  /** Returns the current token, or a new one in its last five minutes. */
  get({ appId }: MiniProgram): IssuedAccessToken {
    const token = this.latest.get(appId);
    const isFresh = token !== undefined && token.expiresAt - this.clock() >= OVERLAP_MS;
    return this.describe(isFresh ? token : this.create(appId));
  }

  /**
   * Returns a new token that invalidates the old one: at most every 30 seconds (sooner, the old one remains) and 20
   * times a day.
   */
  force(miniProgram: MiniProgram): IssuedAccessToken | WechatRefusal {
    const { appId } = miniProgram;
    const now = this.clock();
    const forced = (this.forcedAt.get(appId) ?? []).filter((at) => at > now - DAY_MS);
    if (forced.some((at) => at > now - FORCED_PAUSE_MS)) return this.get(miniProgram);
    if (forced.length >= FORCED_A_DAY) return refuse(45009);
    this.forcedAt.set(appId, [...forced, now]);
    const old = this.latest.get(appId);
    if (old !== undefined) old.expiresAt = now;
    return this.describe(this.create(appId));
  }

  /** Finds the AppID that a token was issued to. */
  check(value: unknown): { readonly appId: string } | WechatRefusal {
    if (typeof value !== 'string' || value === '') return refuse(41001);
    const token = this.tokens.get(value);
    if (token === undefined) return refuse(40001);
    return token.expiresAt > this.clock() ? { appId: token.appId } : refuse(42001);
  }

  private create(appId: string): StoredToken {
    const now = this.clock();
    for (const [value, token] of this.tokens) if (token.expiresAt < now - DAY_MS) this.tokens.delete(value);
    const value = randomAlphanumeric(LENGTH);
    const token = { value, appId, expiresAt: now + LIFETIME_MS };
    this.tokens.set(value, token);
    this.latest.set(appId, token);
    return token;
  }

  private describe({ value, expiresAt }: StoredToken): IssuedAccessToken {
    return { access_token: value, expires_in: Math.floor((expiresAt - this.clock()) / 1000) };
  }
}
