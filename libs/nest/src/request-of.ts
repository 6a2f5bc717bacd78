import { App2WxappError } from '@app2wxapp/core';
import type { ArgumentsHost, ExecutionContext } from '@nestjs/common';
import type { AuthenticatedRequest } from './authenticated-request.js';

/** Function that reads the request of an execution context. See `GuardOptions.getRequest`. */
export type GetRequest = (context: ExecutionContext) => AuthenticatedRequest | undefined;

/** Requests that a guard found outside the arguments themselves, for the decorators, which have no options. */
const found = new WeakMap<object, AuthenticatedRequest>();

/**
 * The same by the guard's context: `getRequest` may create a new object each time, and Passport's guard calls it
 * twice.
 */
const foundIn = new WeakMap<ExecutionContext, AuthenticatedRequest>();

/**
 * Reads the request of a guard's context, and stores it for {@link requestOf}.
 *
 * @throws {App2WxappError} `invalid_options` when the guards do not support this kind of context
 */
export function readRequest(context: ExecutionContext, getRequest: GetRequest = getKnownRequest) {
  const known = foundIn.get(context);
  if (known) return known;
  const request = getRequest(context);
  if (!request) throw unknownContext(context);
  if (!hasHeaders(request)) {
    // A promise is awaited nowhere else, and its rejection would end the process.
    Promise.resolve(request).catch(() => undefined);
    throw getRequest === getKnownRequest ? unknownContext(context) : unreadableHeaders();
  }
  foundIn.set(context, request);
  const carrier = carrierOf(context);
  // In a route the request is the carrier itself.
  if (carrier && carrier !== request) found.set(carrier, request);
  return request;
}

/**
 * Reads the request of a decorator's context, as the guard before it did.
 *
 * @throws {App2WxappError} `invalid_options` without a guard that found one
 */
export function requestOf(context: ExecutionContext): AuthenticatedRequest {
  const request = findRequest(context);
  if (request) return request;
  throw new App2WxappError(
    'invalid_options',
    `App2WxappModule: @CurrentUser() and @CurrentToken() found no request in this "${context.getType<string>()}" context: ` +
      'no guard of the module ran before, or its option "getRequest" is not set. Name the guard by @UseGuards() at the ' +
      'class: NestJS 11 runs no global guard in a gateway, and a hybrid app runs none without "inheritAppConfig".',
  );
}

/** Finds the request that a guard stored, or that of the HTTP context. */
export function findRequest(host: ArgumentsHost): AuthenticatedRequest | undefined {
  const carrier = carrierOf(host);
  return (carrier && found.get(carrier)) ?? getKnownRequest(host);
}

/** Returns the HTTP request of a route, or the one in the context of Nest's GraphQL drivers. */
function getKnownRequest(host: ArgumentsHost): AuthenticatedRequest | undefined {
  switch (host.getType<string>()) {
    case 'http':
      return host.switchToHttp().getRequest<AuthenticatedRequest | undefined>();
    case 'graphql': {
      const graphql = host.getArgByIndex<GraphqlContext | undefined>(2);
      const request = graphql?.req ?? graphql?.request ?? graphql?.reply?.request;
      return isConnection(request) ? requestOfConnection(request) : request;
    }
    default:
      return undefined;
  }
}

/** Connection that graphql-ws puts in place of a request: a subscription has none of its own. */
interface GraphqlConnection {
  readonly extra: { readonly request: AuthenticatedRequest };
  /** Parameters that the client sent at the start. */
  readonly connectionParams?: Readonly<Record<string, unknown>> | null;
}

function isConnection(
  request: AuthenticatedRequest | GraphqlConnection | undefined,
): request is GraphqlConnection {
  const { request: handshake } = Object((request as Partial<GraphqlConnection> | undefined)?.extra) as {
    readonly request?: AuthenticatedRequest;
  };
  return handshake !== undefined && hasHeaders(handshake);
}

/**
 * Reads the handshake's headers; the token is among the client's parameters, since a browser cannot set headers of a
 * socket.
 */
function requestOfConnection({ extra, connectionParams }: GraphqlConnection): AuthenticatedRequest {
  const { headers, url } = extra.request;
  const [, sent] =
    Object.entries(connectionParams ?? {}).find(([name]) => name.toLowerCase() === 'authorization') ?? [];
  const authorization = typeof sent === 'string' ? sent : headers.authorization;
  return {
    headers: { ...headers, ...(authorization !== undefined && { authorization }) },
    ...(url && { url }),
  };
}

/** Context of Apollo, with `req`, on Express and on Fastify, or of Mercurius, with `reply`. */
interface GraphqlContext {
  readonly req?: AuthenticatedRequest | GraphqlConnection;
  readonly request?: AuthenticatedRequest;
  readonly reply?: { readonly request?: AuthenticatedRequest };
}

/** Returns the argument that is the same object for a call's guards, pipes and decorators. */
function carrierOf(context: ArgumentsHost): object | undefined {
  const places = CARRIERS[context.getType<string>()] ?? [0];
  return places.map((place) => context.getArgByIndex<unknown>(place)).find(isObject);
}

/**
 * Index of the carrier among the arguments. In a gateway it is the message, since other messages of the client may be
 * in progress; the client itself for a message that is no object.
 */
const CARRIERS: Readonly<Record<string, readonly number[]>> = { graphql: [2], rpc: [1], ws: [1, 0] };

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/**
 * Whether a request has plain headers: `Headers` of the Fetch API has its names behind methods, and a promise of a
 * request has none yet.
 */
function hasHeaders({ headers }: AuthenticatedRequest): boolean {
  return (
    typeof headers === 'object' && (headers as object | null) !== null && typeof headers.get !== 'function'
  );
}

function unreadableHeaders(): App2WxappError {
  return new App2WxappError(
    'invalid_options',
    'App2WxappModule: "getRequest" must return, not by a promise, an object whose "headers" is a plain object with ' +
      'lower-case names. For a Request of the Fetch API: { headers: Object.fromEntries(request.headers) }.',
  );
}

function unknownContext(context: ExecutionContext): App2WxappError {
  return new App2WxappError(
    'invalid_options',
    `App2WxappModule: there is no HTTP request in this "${context.getType<string>()}" context, so no token and no ` +
      'ticket. The guards read HTTP and GraphQL; for anything else set "getRequest" in the options of App2WxappModule.',
  );
}
