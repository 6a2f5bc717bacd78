import type { ClientOptions, LoggedInUser } from '@app2wxapp/client';
import type { TokenClaims } from '@app2wxapp/core';
import type { Observable } from 'rxjs';
import type { AuthenticatedRequest } from './authenticated-request.js';
import type { GetRequest } from './request-of.js';

/** Options of `App2WxappModule`: one user pool or several, and the options of the guards. */
export type App2WxappModuleOptions = (OnePoolOptions | SeveralPoolsOptions) & GuardOptions;

/** Options of an app with one user pool. */
export type OnePoolOptions = ClientOptions & { readonly pools?: never; readonly selectPool?: never };

/** Options of an app with several user pools; each request belongs to one of them. */
export interface SeveralPoolsOptions {
  /** One entry a pool; no pool twice. */
  readonly pools: readonly ClientOptions[];
  /**
   * Returns the id of the pool that a request belongs to. It decides whose tokens pass: take it from what
   * the app's own routing rests on, such as the host or the path.
   * @returns `undefined`, or an id that is not among {@link pools}: the request is refused with `invalid_request`
   * @example (request) => poolIdOfHost.get(request.hostname)
   */
  readonly selectPool: (request: AuthenticatedRequest) => string | undefined | Promise<string | undefined>;
  readonly authority?: never;
  readonly userPoolId?: never;
  readonly secret?: never;
}

/** Options of the guards beside those of the client. */
export interface GuardOptions {
  /**
   * Place of the ticket in the login request: members `ticket` and `codeVerifier` of the body, headers, or wherever a
   * function finds them.
   * @default 'body'
   * @example { header: 'x-wechat-ticket', verifierHeader: 'x-code-verifier' }
   * @example (request) => ({ ticket: (request.query as { ticket?: string }).ticket })
   */
  readonly ticketFrom?: TicketSource | undefined;
  /**
   * Loads or creates the app's own account for a verified identity; what it returns becomes `request.user`.
   * Without it, that is the `User` at login and the `TokenClaims` later.
   *
   * Returning nothing, or any other falsy value, refuses the request with 401. An `HttpException` that it throws is the
   * answer. Of an Observable the last value counts, as in Nest's own guards.
   */
  readonly validate?: Validate | undefined;
  /**
   * Reads the request of an execution context, for guards, `@CurrentUser()`, `@CurrentToken()` and refusals. Needed where
   * a call is neither HTTP nor GraphQL, or where the GraphQL context is the app's own. What it returns must have
   * `headers`, by lower-case names.
   * @default the request of HTTP, and the one in the context that Nest's GraphQL drivers make
   * @example
   * (context) => {
   *   const { headers } = context.switchToWs().getClient<Socket>().handshake;
   *   return { headers, body: context.switchToWs().getData() };
   * }
   */
  readonly getRequest?: GetRequest | undefined;
}

/** See {@link GuardOptions.ticketFrom}. */
export type TicketSource =
  | 'body'
  | { readonly header: string; readonly verifierHeader?: string | undefined }
  | ((request: AuthenticatedRequest) => TicketFields | Promise<TicketFields>);

/** Ticket and verifier of a request, not checked yet. */
export interface TicketFields {
  readonly ticket?: unknown;
  readonly codeVerifier?: unknown;
}

/** See {@link GuardOptions.validate}. */
export type Validate<TAccount = unknown> = (
  identity: Identity,
  request: AuthenticatedRequest,
) => Result<TAccount> | Promise<Result<TAccount>> | Observable<Result<TAccount>>;

type Result<TAccount> = TAccount | null | undefined;

/** A verified identity: the user that a ticket was exchanged for, or the claims of a verified token. */
export type Identity =
  | {
      readonly by: 'ticket';
      readonly userPoolId: string;
      readonly userId: string;
      readonly user: LoggedInUser;
    }
  | {
      readonly by: 'token';
      readonly userPoolId: string;
      readonly userId: string;
      readonly claims: TokenClaims;
    };
