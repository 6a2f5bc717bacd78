import type { AuthorityStore } from '@app2wxapp/authority';
import type { IssuedTicket, PoolInfo, User } from '@app2wxapp/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createAuthority, type Authority } from '../src/boot/authority.js';
import type { RateLimits } from '../src/limits/rate-limits.js';
import { createLogger } from '../src/config/logger.js';
import { createServer } from '../src/boot/server.js';
import type { Database } from '../src/database/database.js';
import { openPgliteDatabase } from '../src/database/pglite-database.js';
import { createPool } from '../src/pools/pool-repository.js';
import { WechatStandIn } from './wechat-stand-in.js';

/** One for all, since several of these may share a database. */
export const MASTER_KEY = Buffer.alloc(32, 7);

/** A pool made for a test. */
export interface TestPool {
  readonly userPoolId: string;
  readonly secret: string;
}

/** What the endpoints of the login answer with, all of it: a test looks at what it expects. */
export type LoginBody = User &
  IssuedTicket &
  PoolInfo & { error: string; code: number; detail?: string; data?: string };

/** An answer, read. */
export interface Answer<T = LoginBody> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed; an empty object when it is not JSON. */
  readonly body: T;
}

/** What differs from the usual. */
export interface RunningOptions {
  /** @default PGlite in memory */
  readonly database?: Database;
  readonly wrapStore?: (store: AuthorityStore) => AuthorityStore;
  readonly limits?: RateLimits;
  readonly metricsToken?: string;
  readonly trustProxy?: boolean;
  /** @default where it listens */
  readonly publicUrl?: string;
}

/** The real server on a loopback port, with a clock that tests move and WeChat's stand-in beside it. */
export class RunningAuthority {
  readonly wechat = new WechatStandIn();
  readonly logLines: string[] = [];
  /** Added to the system's clock. */
  aheadMs = 0;
  authority!: Authority;
  database!: Database;
  url = '';
  private app!: NestFastifyApplication;
  private logins = 0;

  async start(options: RunningOptions = {}) {
    this.database = options.database ?? (await openPgliteDatabase());
    const logger = createLogger('info', { write: (line) => void this.logLines.push(line) });
    const { appId, appSecret } = this.wechat;
    const parts = {
      limits: options.limits,
      database: this.database,
      masterKey: MASTER_KEY,
      logger,
      clock: { now: () => Date.now() + this.aheadMs },
      publicUrl: () => options.publicUrl ?? this.url,
      wechat: { apiUrl: await this.wechat.start(), appId, appSecret },
    };
    this.authority = createAuthority(parts);
    if (options.wrapStore) {
      await this.authority.expiredRows.close();
      await this.authority.audit.close();
      this.authority = createAuthority({ ...parts, store: options.wrapStore(this.authority.store) });
    }
    this.app = await createServer(this.authority, {
      logger,
      trustProxy: options.trustProxy ?? false,
      metricsToken: options.metricsToken,
    });
    await this.app.listen(0, '127.0.0.1');
    this.url = await this.app.getUrl();
    return this;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.authority.expiredRows.close();
    await this.authority.audit.close();
    await this.database.close();
    await this.wechat.stop();
  }

  createPool(settings: Partial<Parameters<typeof createPool>[2]> = {}): Promise<TestPool> {
    return createPool(this.database.orm, new Date(), { name: 'a pool', ...settings });
  }

  async send<T = LoginBody>(path: string, init: RequestInit & { json?: unknown } = {}): Promise<Answer<T>> {
    const { json, ...rest } = init;
    const response = await fetch(`${this.url}${path}`, {
      ...rest,
      ...(json !== undefined && {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(rest.headers as Record<string, string>) },
        body: JSON.stringify(json),
      }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parseOrEmpty(text) as T };
  }

  /** Asks for a ticket with a fresh login code. */
  issue({ userPoolId }: TestPool, changes: object = {}): Promise<Answer> {
    const loginCode = this.wechat.createLoginCode(`o-user-${this.logins++}`);
    const json = { loginCode, scene: 1069, useSelfWxapp: 0, ...changes };
    return this.send(`/oauth/app2wxapp/tickets/${userPoolId}`, { json });
  }

  async issueTicket(pool: TestPool, changes: object = {}): Promise<string> {
    const answer = await this.issue(pool, changes);
    if (answer.status !== 201) throw new Error(`no ticket: ${answer.text}`);
    return answer.body.ticket;
  }

  exchange({ userPoolId }: TestPool, json: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send(`/oauth/app2wxapp/auth/${userPoolId}`, { json, headers });
  }
}

function parseOrEmpty(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
