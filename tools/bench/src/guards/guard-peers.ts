import type { Type } from '@nestjs/common';

/** Result of a run of the load generator. */
export interface LoadResult {
  readonly requests: { readonly average: number; readonly total: number };
  readonly non2xx: number;
  readonly errors: number;
}

/** Packages of `peers/` that the measurement of the guards uses, as far as they are used. */
export interface GuardPeers {
  readonly autocannon: (options: {
    readonly url: string;
    readonly connections: number;
    /** Seconds. */
    readonly duration: number;
    readonly headers: Readonly<Record<string, string>>;
  }) => Promise<LoadResult>;
  /** Strategy of passport-jwt. */
  readonly Strategy: Type<{ validate(claims: object): object }>;
}

/** Loads the packages from their own folder, where `nx install-peers bench` installs them. */
export async function loadGuardPeers(): Promise<GuardPeers> {
  return (await import(new URL('../../peers/guard-peers.mjs', import.meta.url).href)) as GuardPeers;
}
