import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

/** Policy of a public route, besides its handler. */
export interface RoutePolicy {
  /**
   * Format of failures: problem details, the pool's `responseStyle`, or RFC 6749 §5.2.
   *
   * @default 'problem'
   */
  readonly failures?: 'problem' | 'pool' | 'oauth';
  /** Whether pages of the pool's `allowedOrigins` may call it. @default false */
  readonly pages?: boolean;
  /** Whether the body may be a form as well as JSON. @default false */
  readonly forms?: boolean;
  /**
   * Reads the pool and its secret from a request whose body is parsed and not validated. Calls with the right secret
   * have a limit of their own, and may name the address of the user they are sent for.
   *
   * @throws {App2WxappError} without credentials
   */
  readonly credentials?: (request: FastifyRequest) => ShownCredentials;
  /** Whether requests count towards the limits of their address and their pool. */
  readonly counted?: boolean;
}

/** Pool and secret that a request presents: as they were sent, of any type. */
export interface ShownCredentials {
  /** Id of the user pool, not validated. */
  readonly userPoolId: unknown;
  /** Secret of the pool, not validated. */
  readonly secret?: unknown;
}

declare module 'fastify' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- Fastify's types are extended by merging
  interface FastifyContextConfig extends RoutePolicy {}
  interface FastifyRequest {
    /** Address of the user, as the pool's backend named it; `null` without one. */
    userAddress: string | null;
    /** Id of the operator who sends the request, also when it is refused; `null` = no operator. */
    operatorId: string | null;
    /** Whether the body was read, or there was none. */
    isBodyRead: boolean;
  }
}

/** Completes the policy of a public route. Every request of it is counted. */
export function buildRoutePolicy(policy: Omit<RoutePolicy, 'counted'> = {}): RoutePolicy {
  return { ...policy, counted: true };
}

/** Marks a public handler: it requires no operator. */
export function PublicRoute(policy?: Omit<RoutePolicy, 'counted'>): MethodDecorator {
  return RouteConfig(buildRoutePolicy(policy));
}
