import {
  createClient,
  type BoundLaunch,
  type Client,
  type ClientOptions,
  type LoggedInUser,
} from '@app2wxapp/client';
import { App2WxappError, isApp2WxappError } from '@app2wxapp/core';
import { Inject, Injectable, Optional, type ExecutionContext } from '@nestjs/common';
import { isObservable, lastValueFrom } from 'rxjs';
import { readBearerToken, setToken, type AuthenticatedRequest } from './authenticated-request.js';
import { findGuardOptionMistakes } from './check-guard-options.js';
import { GuardedLogger } from './guarded-logger.js';
import { MODULE_OPTIONS_TOKEN } from './module-definition.js';
import type { App2WxappModuleOptions, Identity, SeveralPoolsOptions } from './module-options.js';
import { readTicket } from './read-ticket.js';
import { readRequest } from './request-of.js';

/** Largest number of refused hosts that are logged, each once. */
const MAX_UNKNOWN = 100;
const MAX_QUOTED = 200;

/**
 * Logic of the guards and the strategy, independent of how they are called. One instance serves all requests and all
 * pools.
 */
@Injectable()
export class Authenticator {
  /** Client of each pool, by the pool's id: for calls beyond the guards. */
  readonly clients: ReadonlyMap<string, Client>;
  readonly #options: App2WxappModuleOptions;
  readonly #logger = new GuardedLogger('App2Wxapp');
  /** Hosts whose requests were refused and logged; arbitrary `Host` headers must not fill the log. */
  readonly #unknown = new Set<string>();

  /**
   * Creates the clients of the configured pools. @throws {App2WxappError} `invalid_options`, which stops the app's
   * start
   */
  constructor(@Optional() @Inject(MODULE_OPTIONS_TOKEN) given: App2WxappModuleOptions | undefined) {
    if (given === undefined) throw createNoOptions();
    const options = Object(given) as App2WxappModuleOptions;
    this.#options = options;
    this.clients = createClients(options, (message) => {
      this.#logger.warn(message);
    });
  }

  /**
   * Reads the request of a guard's context, by the option `getRequest` where it is set.
   *
   * @throws {App2WxappError} `invalid_options` for a kind of context that the guards do not support
   */
  getRequest(context: ExecutionContext): AuthenticatedRequest {
    return readRequest(context, this.#options.getRequest);
  }

  /**
   * Exchanges the ticket of a request.
   *
   * @returns the result of `validate`, or the `User` without that option
   * @throws {App2WxappError} `invalid_request`, or the error of the exchange
   */
  async authenticateTicket(request: AuthenticatedRequest): Promise<unknown> {
    const { ticket, codeVerifier } = await readTicket(request, this.#options.ticketFrom ?? 'body');
    const client = await this.clientFor(request);
    return this.#admit(
      client,
      await client.exchangeTicket(ticket, { codeVerifier, clientAddress: request.ip }),
      request,
    );
  }

  /**
   * Claims the login of a bound launch whose result did not reach the app, for the handler of a claim route.
   *
   * @returns the result of `validate`, or the `User` without that option; and the session token
   * @throws {App2WxappError} `login_pending`, `login_denied`, `login_expired`, or the error of the exchange
   */
  async authenticateClaim(
    request: AuthenticatedRequest,
    launch: BoundLaunch,
  ): Promise<{ readonly user: unknown; readonly token: string }> {
    const client = await this.clientFor(request);
    const login = await client.claimLogin(launch, { clientAddress: request.ip });
    return { user: await this.#admit(client, login, request), token: login.token };
  }

  /**
   * Verifies the token in a request's `Authorization`.
   *
   * @returns the result of `validate`, or the `TokenClaims` without that option
   * @throws {App2WxappError} `invalid_token`, also without a token; or the error of the verification
   */
  async authenticateToken(request: AuthenticatedRequest): Promise<unknown> {
    const token = readBearerToken(request);
    if (token === undefined) {
      throw new App2WxappError('invalid_token', 'Send the session token as Authorization: Bearer <token>.');
    }
    const client = await this.clientFor(request);
    const claims = await client.verifyToken(token);
    setToken(request, token);
    const { userPoolId } = client;
    return this.#validate({ by: 'token', userPoolId, userId: claims.data.id, claims }, request);
  }

  /**
   * Returns the client of the pool that a request belongs to.
   *
   * @throws {App2WxappError} `invalid_request` when `selectPool` returns no configured pool
   */
  async clientFor(request: AuthenticatedRequest): Promise<Client> {
    const { selectPool, userPoolId } = this.#options;
    const selected = selectPool ? await selectPool(request) : userPoolId;
    const client = this.clients.get(selected ?? '');
    if (client) return client;
    this.#warnOfUnknown(request.hostname, selected);
    throw new App2WxappError('invalid_request', 'The request belongs to no configured user pool.');
  }

  #warnOfUnknown(host: string | undefined, selected: unknown): void {
    const [from, to] = [host, selected].map((value) =>
      typeof value === 'string'
        ? JSON.stringify(value.slice(0, MAX_QUOTED))
        : value === undefined
          ? 'none'
          : typeof value,
    );
    const text = `A request to the host ${from} belongs to no configured user pool: selectPool returned ${to}.`;
    if (this.#unknown.has(text) || this.#unknown.size >= MAX_UNKNOWN) return;
    this.#unknown.add(text);
    this.#logger.warn(text);
  }

  #admit(client: Client, user: LoggedInUser, request: AuthenticatedRequest): Promise<unknown> {
    setToken(request, user.token);
    const { userPoolId } = client;
    return this.#validate({ by: 'ticket', userPoolId, userId: user._id, user }, request);
  }

  async #validate(identity: Identity, request: AuthenticatedRequest): Promise<unknown> {
    const { validate } = this.#options;
    if (!validate) return identity.by === 'ticket' ? identity.user : identity.claims;
    const result = await validate(identity, request);
    const account = isObservable(result) ? await lastValueFrom(result, { defaultValue: undefined }) : result;
    if (account) return account;
    const code = identity.by === 'ticket' ? 'invalid_ticket' : 'invalid_token';
    throw new App2WxappError(code, 'The app has no account for this user.');
  }
}

/** Creates the error of missing options: the module was imported as a class, or a factory lacks its "return". */
function createNoOptions(): App2WxappError {
  return new App2WxappError(
    'invalid_options',
    'App2WxappModule has no options: "authority", "userPoolId" and "secret" are missing. Import App2WxappModule.forRoot(…) ' +
      'or forRootAsync(…), once and not the class alone; a factory must return the options.',
  );
}

function createClients(
  options: App2WxappModuleOptions,
  onWarning: (message: string) => void,
): ReadonlyMap<string, Client> {
  const pools: readonly ClientOptions[] = isSeveral(options) ? readPools(options.pools) : [options];
  const problems = [...findGuardOptionMistakes(options)];
  const clients = new Map<string, Client>();
  for (const pool of pools) {
    try {
      const client = createClient(withWarning(pool, onWarning));
      clients.set(client.userPoolId, client);
    } catch (error) {
      if (!isApp2WxappError(error, 'invalid_options')) throw error;
      problems.push(pools.length > 1 ? `pool ${nameOf(pool)}: ${error.message}` : error.message);
    }
  }
  if (problems.length > 0) {
    throw new App2WxappError('invalid_options', `The options of App2WxappModule: ${problems.join(' ')}`);
  }
  if (clients.size === 0 || clients.size < pools.length) {
    throw new App2WxappError(
      'invalid_options',
      '"pools" must name at least one user pool, and each only once.',
    );
  }
  if (isSeveral(options) && (typeof options.selectPool !== 'function' || 'secret' in options)) {
    throw new App2WxappError(
      'invalid_options',
      '"pools" requires "selectPool", and no other option may name a pool.',
    );
  }
  return clients;
}

function readPools(pools: unknown): readonly ClientOptions[] {
  if (Array.isArray(pools)) return pools as ClientOptions[];
  throw new App2WxappError('invalid_options', '"pools" must be a list of the options of user pools.');
}

/** Passes each option on when it is read, since an instance of a class cannot be copied. */
function withWarning(pool: ClientOptions, onWarning: (message: string) => void): ClientOptions {
  if (pool instanceof Promise) return pool;
  const options = Object(pool) as ClientOptions;
  // An empty target, not the options: a proxy must return a frozen target's own values.
  return new Proxy({} as ClientOptions, {
    get: (_, name) => {
      const value: unknown = Reflect.get(options, name);
      return name === 'onWarning' && value === undefined ? onWarning : value;
    },
  });
}

/** Returns the name of a pool for a message; the value may be no pool at all. */
function nameOf(pool: unknown): string {
  return String((Object(pool) as Partial<ClientOptions>).userPoolId);
}

function isSeveral(options: App2WxappModuleOptions): options is App2WxappModuleOptions & SeveralPoolsOptions {
  return options.pools !== undefined;
}
