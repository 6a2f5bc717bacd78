import {
  createAvatarTickets,
  createSealedBox,
  createTokenSigner,
  systemRandom,
  type AuthorityStore,
  type AvatarDependencies,
  type AvatarTickets,
  type Clock,
  type IssueDependencies,
  type MiniProgram,
  type RedeemDependencies,
  type RevokeDependencies,
  type SealedBox,
} from '@app2wxapp/authority';
import type { FastifyBaseLogger } from 'fastify';
import { AuditLog } from '../events/audit-log.js';
import type { Database } from '../database/database.js';
import { ExpiredRows } from '../database/expired-rows.js';
import { KeyRepository } from '../tokens/key-repository.js';
import { MiniProgramRepository, PoolRepository } from '../pools/pool-repository.js';
import { createSqlSessionStore } from '../store/sql-session-store.js';
import { createSqlStore } from '../store/sql-store.js';
import { checkMiniProgram, type MiniProgramVerdict } from '../wechat/check-mini-program.js';
import { limitWechatClient } from '../wechat/limited-wechat-client.js';
import { createWechatClient } from '../wechat/http-wechat-client.js';
import { WechatApi } from '../wechat/wechat-api.js';
import { Metrics } from '../monitoring/metrics.js';
import { createRateLimits, type RateLimits } from '../limits/rate-limits.js';

/** Everything that the endpoints work with, put together. */
export interface Authority
  extends IssueDependencies, RedeemDependencies, RevokeDependencies, AvatarDependencies {
  readonly database: Database;
  readonly pools: PoolRepository;
  readonly keys: KeyRepository;
  readonly box: SealedBox;
  readonly avatarTickets: AvatarTickets;
  readonly audit: AuditLog;
  readonly expiredRows: ExpiredRows;
  readonly limits: RateLimits;
  readonly metrics: Metrics;
  /** Whether WeChat accepts a mini program's AppID and AppSecret. */
  readonly checkMiniProgram: (miniProgram: MiniProgram) => Promise<MiniProgramVerdict>;
}

/** Injects the {@link Authority}. */
export const AUTHORITY = Symbol('Authority');

/** What an {@link Authority} is made of. */
export interface AuthorityParts {
  readonly database: Database;
  readonly masterKey: Uint8Array;
  readonly logger: FastifyBaseLogger;
  readonly clock: Clock;
  /** The `iss` of tokens; asked for each one, since a free port is known only once the server listens. */
  readonly publicUrl: () => string;
  readonly wechat: { readonly apiUrl: string; readonly appId?: string; readonly appSecret?: string };
  /** @default no limits */
  readonly limits?: RateLimits;
  /** @default the SQL store on `database` */
  readonly store?: AuthorityStore;
}

const NO_LIMITS = { ipPerMinute: 0, poolPerMinute: 0, openidPerMinute: 0 };

/** Puts the rules, the stores and WeChat together. */
export function createAuthority(parts: AuthorityParts): Authority {
  const { database, clock, logger, wechat } = parts;
  const box = createSealedBox(parts.masterKey);
  const keys = new KeyRepository(database.orm, box, clock);
  const { appId, appSecret } = wechat;
  const wechatApi = new WechatApi(wechat.apiUrl, logger);
  const limits = parts.limits ?? createRateLimits(NO_LIMITS, logger);
  const metrics = new Metrics();
  return {
    database,
    box,
    keys,
    clock,
    random: systemRandom,
    avatarTickets: createAvatarTickets(parts.masterKey, clock),
    pools: new PoolRepository(database.orm, clock),
    miniPrograms: new MiniProgramRepository(
      database.orm,
      box,
      appId !== undefined && appSecret !== undefined ? { appId, appSecret } : undefined,
    ),
    limits,
    metrics,
    wechat: limitWechatClient(createWechatClient(wechatApi, clock), limits),
    checkMiniProgram: (miniProgram) => checkMiniProgram(wechatApi, miniProgram),
    store: parts.store ?? createSqlStore(database),
    sessions: createSqlSessionStore(database),
    issuer: parts.publicUrl,
    expiredRows: new ExpiredRows(database, clock, logger),
    signer: createTokenSigner(parts.publicUrl, keys, systemRandom),
    audit: new AuditLog(database.orm, logger, clock, metrics),
  };
}
