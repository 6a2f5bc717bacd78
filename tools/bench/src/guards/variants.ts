import type { JWK } from 'jose';

/** Facts of the authority for a server of the benchmark and its load. */
export interface AuthorityFacts {
  readonly authority: string;
  readonly userPoolId: string;
  readonly jwk: JWK;
  readonly sharedKey: string;
  readonly es256Token: string;
  readonly hs256Token: string;
}

/** The routes that are compared, by name; each runs in a process of its own. */
export const VARIANTS = [
  'no guard',
  'TokenAuthGuard ES256',
  'passport-jwt ES256',
  'TokenAuthGuard HS256',
  'passport-jwt HS256',
] as const;

/** Name of a compared route. */
export type Variant = (typeof VARIANTS)[number];
