import type { AuthorityStore } from '@app2wxapp/authority';
import type { IssuedTicket, PoolInfo, User } from '@app2wxapp/core';
import type { Abstract, DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test, type TestingModuleBuilder } from '@nestjs/testing';
import { AppModule } from '../src/boot/app.module.js';
import { buildAppOptions } from '../src/boot/app-options.js';
import { FirstStart } from '../src/boot/first-start.js';
import { serveOpenApi } from '../src/boot/open-api.js';
import { PUBLIC_URL } from '../src/config/public-url.js';
import { parseSettings } from '../src/config/settings.js';
import { Scheduler } from '../src/config/scheduler.js';
import { CLOCK } from '../src/config/system.js';
import { ConsoleRoutes } from '../src/console/console-routes.js';
import { RATE_LIMITS, type RateLimits } from '../src/limits/rate-limits.js';
import { createLogger } from '../src/config/logger.js';
import { DATABASE, type Database } from '../src/database/database.js';
import { openTestDatabase } from './databases/test-databases.js';
import { STORAGE } from '../src/database/storage.js';
import { createAdapter } from '../src/http/create-adapter.js';
import { createPool } from '../src/pools/create-pool.js';
import { createSqlStore, STORE } from '../src/store/sql-store.js';
import { WechatStandIn } from './wechat-stand-in.js';

/** One for all, since several of these may share a database. */
export const MASTER_KEY = Buffer.alloc(32, 7);

const HOUR_MS = 3_600_000;

const NO_LIMITS = {
  RATE_LIMIT_IP_PER_MINUTE: '0',
  RATE_LIMIT_POOL_PER_MINUTE: '0',
  RATE_LIMIT_BACKEND_PER_MINUTE: '0',
  RATE_LIMIT_SIGN_IN_PER_MINUTE: '0',
  RATE_LIMIT_OPENID_PER_MINUTE: '0',
  RATE_LIMIT_AVATAR_PER_MINUTE: '0',
};

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
  /** @default a new one of the PostgreSQL that the test files share, else PGlite in memory */
  readonly database?: Database;
  readonly wrapStore?: (store: AuthorityStore) => AuthorityStore;
  readonly limits?: RateLimits;
  readonly metricsToken?: string;
  /** @default 'false' */
  readonly trustProxy?: string;
  /** @default 'info' */
  readonly logLevel?: string;
  /** @default 8,000 */
  readonly requestTimeoutMs?: number;
  /** @default where it listens */
  readonly publicUrl?: string;
}

/** The real server on a loopback port, with a clock that tests move and WeChat's stand-in beside it. */
export class RunningAuthority {
  readonly wechat = new WechatStandIn();
  readonly logLines: string[] = [];
  /** Added to the system's clock. */
  aheadMs = 0;
  private stoppedAt: number | undefined;
  database!: Database;
  url = '';
  private app: NestFastifyApplication | undefined;
  private logins = 0;

  async start(options: RunningOptions = {}) {
    this.database = options.database ?? (await openTestDatabase());
    const logger = createLogger(options.logLevel ?? 'info', {
      write: (line) => void this.logLines.push(line),
    });
    const settings = parseSettings({
      WECHAT_API_URL: await this.wechat.start(),
      WECHAT_APP_ID: this.wechat.appId,
      WECHAT_APP_SECRET: this.wechat.appSecret,
      METRICS_TOKEN: options.metricsToken,
      REQUEST_TIMEOUT_MS: options.requestTimeoutMs?.toString(),
      TRUST_PROXY: options.trustProxy,
      ...NO_LIMITS,
    });
    const module = await this.override(AppModule.forRoot(settings, logger), options).compile();
    const app = module.createNestApplication<NestFastifyApplication>(
      createAdapter(settings, logger),
      buildAppOptions(logger),
    );
    this.app = app;
    serveOpenApi(app);
    await app.listen(0, '127.0.0.1');
    this.url = await app.getUrl();
    return this;
  }

  /** Moves the clock to the beginning of the next hour, so that what a test counts by the hour is in one. */
  startHour(): void {
    this.aheadMs += HOUR_MS - ((Date.now() + this.aheadMs) % HOUR_MS);
  }

  /**
   * Stops the clock, which only `aheadMs` moves from then on, and the work that is done at intervals: on a machine of any
   * speed, the server does what requests cause, and reads nothing again that it remembers.
   */
  holdStill(): void {
    this.stoppedAt = Date.now();
    this.get(Scheduler).beforeApplicationShutdown();
  }

  async stop(): Promise<void> {
    await this.app?.close();
    await this.wechat.stop();
  }

  /** What the server itself works with. */
  get<T>(token: Abstract<T> | symbol): T {
    if (!this.app) throw new Error('The server was not started.');
    return this.app.get<T>(token);
  }

  /** Replaces the database, the clock and the address; everything else is the server's own. */
  private override(module: DynamicModule, options: RunningOptions): TestingModuleBuilder {
    const { database } = this;
    const builder = Test.createTestingModule({ imports: [module] })
      .overrideProvider(STORAGE)
      .useValue({ database, masterKey: MASTER_KEY, close: () => database.close() })
      .overrideProvider(CLOCK)
      .useValue({ now: () => (this.stoppedAt ?? Date.now()) + this.aheadMs })
      .overrideProvider(PUBLIC_URL)
      .useValue(() => options.publicUrl ?? this.url)
      .overrideProvider(FirstStart)
      .useValue({})
      .overrideProvider(ConsoleRoutes)
      .useValue({ register: () => Promise.resolve() });
    const { limits, wrapStore } = options;
    if (limits) builder.overrideProvider(RATE_LIMITS).useValue(limits);
    if (wrapStore) {
      builder.overrideProvider(STORE).useFactory({
        factory: (database: Database) => wrapStore(createSqlStore(database)),
        inject: [DATABASE],
      });
    }
    return builder;
  }

  /** For any app, unless the settings list some. */
  createPool(settings: Partial<Parameters<typeof createPool>[2]> = {}): Promise<TestPool> {
    const allowAnyApp = settings.allowedAppIds === undefined;
    return createPool(this.database.orm, new Date(), { name: 'a pool', allowAnyApp, ...settings });
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
