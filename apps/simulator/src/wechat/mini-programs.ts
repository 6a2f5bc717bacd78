import { timingSafeEqual } from 'node:crypto';
import { randomHex, sha256 } from './random.js';
import { refuse, type WechatRefusal } from './wechat-errors.js';

/** A mini program that this WeChat knows. */
export interface MiniProgram {
  /** AppID: `wx` and 16 hex characters. */
  readonly appId: string;
  /** AppSecret: 32 hex characters. */
  readonly secret: string;
  /** Original id by which apps open it: `gh_` and 12 hex characters. */
  readonly userName: string;
  /** Open Platform account that it is bound to; users have a `unionid` only with one. */
  readonly openPlatform: string | null;
}

/** Options of a new mini program; the rest is generated. */
export interface MiniProgramOptions {
  readonly appId?: string;
  readonly secret?: string;
  /** Open Platform account. @default 'default' */
  readonly openPlatform?: string | null;
  /** Whether the first presented secret becomes its own. @default false */
  readonly adoptSecret?: boolean;
}

/** Mini programs of this WeChat. The first one is the default. */
export class MiniPrograms {
  private readonly byAppId = new Map<string, MiniProgram>();

  private readonly withoutSecret = new Set<string>();

  /** Adds a mini program, or gives the one with this AppID a new secret. */
  add(options: MiniProgramOptions = {}): MiniProgram {
    const appId = options.appId ?? `wx${randomHex(16)}`;
    const { secret = randomHex(32), openPlatform = 'default' } = options;
    const userName = `gh_${sha256(appId).toString('hex').slice(0, 12)}`;
    const miniProgram = { appId, secret, userName, openPlatform };
    this.byAppId.set(appId, miniProgram);
    if (options.adoptSecret) this.withoutSecret.add(appId);
    else this.withoutSecret.delete(appId);
    return miniProgram;
  }

  /** Finds a mini program. @param appId absent: the first one that was added */
  find(appId?: string): MiniProgram | undefined {
    return appId === undefined ? this.all()[0] : this.byAppId.get(appId);
  }

  all(): readonly MiniProgram[] {
    return [...this.byAppId.values()];
  }

  /** Checks AppID and AppSecret in the order of WeChat's errors. */
  authenticate(appId: unknown, secret: unknown): MiniProgram | WechatRefusal {
    if (typeof appId !== 'string' || appId === '') return refuse(41002);
    if (typeof secret !== 'string' || secret === '') return refuse(41004);
    const miniProgram = this.byAppId.get(appId);
    if (miniProgram === undefined) return refuse(40013);
    if (this.withoutSecret.has(appId) && /^[0-9a-f]{32}$/.test(secret)) {
      return this.add({ appId, secret, openPlatform: miniProgram.openPlatform });
    }
    return timingSafeEqual(sha256(miniProgram.secret), sha256(secret)) ? miniProgram : refuse(40125);
  }
}
