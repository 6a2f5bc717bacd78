import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { PoolChanges } from './pool-schemas.js';

type Changes = z.output<typeof PoolChanges>;
type Settings = Required<Changes>;
type Rules = {
  readonly [Name in keyof Settings]: (before: Settings[Name], after: Settings[Name]) => boolean;
};

/** Rule of a setting that never disables a check. */
const never = () => false;
const becomes =
  <Value>(lowered: Value) =>
  (before: Value, after: Value) =>
    after === lowered && before !== lowered;
const admitsMore = (before: readonly string[], after: readonly string[]) =>
  after.some((entry) => !before.includes(entry));
/** Rule of a lifetime: stolen values can be used for longer. */
const lastsLonger = (before: number, after: number) => after > before;
/** Rule of claims: a verifier may treat a claim as a right. */
const addsClaims = (before: Settings['staticClaims'], after: Settings['staticClaims']) =>
  Object.entries(after).some(([name, value]) => !isDeepStrictEqual(before[name], value));

/** Rules by setting: whether a change lowers security; the compiler requires one for every setting. */
const RULES: Rules = {
  name: never,
  logo: never,
  secretRequired: becomes(false),
  requireBinding: becomes(false),
  requireBindingWithSecret: becomes(false),
  ticketTtlSeconds: lastsLonger,
  tokenTtlSeconds: lastsLonger,
  refreshTtlSeconds: lastsLonger,
  tokenFormat: becomes<Settings['tokenFormat']>('HS256'),
  responseStyle: never,
  requirePhone: becomes(false),
  askProfile: never,
  checkNickname: never,
  linkByPhone: becomes(true),
  allowedAppIds: admitsMore,
  allowAnyApp: becomes(true),
  allowedOrigins: admitsMore,
  staticClaims: addsClaims,
};

/** Whether a change disables a check of the pool, accepts more callers, or adds claims to its tokens. */
export function lowersSecurity(before: Settings, changes: Changes): boolean {
  const lowers = <Name extends keyof Settings>(name: Name, after: Changes[Name]) =>
    after !== undefined && RULES[name](before[name], after as Settings[Name]);
  return (Object.keys(RULES) as (keyof Settings)[]).some((name) => lowers(name, changes[name]));
}
