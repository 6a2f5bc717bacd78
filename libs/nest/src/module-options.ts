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
  /** Options of each pool; ids are unique. */
  readonly pools: readonly ClientOptions[];
  /**
   * Returns the id of the pool that a request belongs to. It decides which pool's tokens are accepted: derive it from
   * the data that the app's own routing uses, such as the host or the path.
   * @returns `undefined`, or an id that is not among {@link pools}, to refuse the request with `invalid_request`
   * @example (request) => poolIdOfHost.get(request.hostname)
   */
  readonly selectPool: (request: AuthenticatedRequest) => string | undefined | Promise<string | undefined>;
  /** Option of an entry of {@link pools}. */
  readonly authority?: never;
  /** Option of an entry of {@link pools}. */
  readonly userPoolId?: never;
  /** Option of an entry of {@link pools}. */
  readonly secret?: never;
}

/** Options of the guards, besides those of the client. */
export interface GuardOptions {
  /**
   * Place of the ticket in the login request: members `ticket` and `codeVerifier` of the body, headers, or a function
   * that returns both.
   * @default 'body'
   * @example { header: 'x-wechat-ticket', verifierHeader: 'x-code-verifier' }
   * @example (request) => ({ ticket: (request.query as { ticket?: string }).ticket })
   */
  readonly ticketFrom?: TicketSource | undefined;
  /**
   * Loads or creates the app's own account for a verified identity; its result becomes `request.user`.
   *
   * A falsy result refuses the request with 401. An `HttpException` that it throws becomes the response. Of an
   * Observable the last value counts, as in Nest's own guards.
   * @default the `User` at login, the `TokenClaims` later
   */
  readonly validate?: Validate | undefined;
  /**
   * Reads the request of an execution context, for guards, `@CurrentUser()`, `@CurrentToken()` and refusals. Required
   * where a call is neither HTTP nor GraphQL, or where the GraphQL context is the app's own. Its result must have
   * `headers`, by lower-case names.
   * @default the request of HTTP, and the one in the context that Nest's GraphQL drivers create
   * @example
   * (context) => {
   *   const { headers } = context.switchToWs().getClient<Socket>().handshake;
   *   return { headers, body: context.switchToWs().getData() };
   * }
   */
  readonly getRequest?: GetRequest | undefined;
}

/** Place of the ticket in a request. See {@link GuardOptions.ticketFrom}. */
export type TicketSource =
  | 'body'
  | { readonly header: string; readonly verifierHeader?: string | undefined }
  | ((request: AuthenticatedRequest) => TicketFields | Promise<TicketFields>);

/** Ticket and verifier of a request, not validated. */
export interface TicketFields {
  /** Ticket, not validated. */
  readonly ticket?: unknown;
  /** Code verifier of a bound launch, not validated. */
  readonly codeVerifier?: unknown;
}

/** Function that loads the app's account. See {@link GuardOptions.validate}. */
export type Validate<TAccount = unknown> = (
  identity: Identity,
  request: AuthenticatedRequest,
) => Result<TAccount> | Promise<Result<TAccount>> | Observable<Result<TAccount>>;

type Result<TAccount> = TAccount | null | undefined;

/** Verified identity: the user that a ticket was exchanged for, or the claims of a verified token. */
export type Identity =
  | {
      /** Kind of the identity: a ticket was exchanged. */
      readonly by: 'ticket';
      /** Id of the user pool. */
      readonly userPoolId: string;
      /** Id of the user: `user._id`. */
      readonly userId: string;
      /** User of the exchange. */
      readonly user: LoggedInUser;
    }
  | {
      /** Kind of the identity: a token was verified. */
      readonly by: 'token';
      /** Id of the user pool. */
      readonly userPoolId: string;
      /** Id of the user: `claims.data.id`. */
      readonly userId: string;
      /** Claims of the token. */
      readonly claims: TokenClaims;
    };
