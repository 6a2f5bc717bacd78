import { isDone, isUnknown, type Call } from './call.js';
import { isLogin } from './history-index.js';
import type { Damage, Violation } from './violation.js';

/** Figures of one row: a fault and a database. */
export interface Summary {
  readonly logins: number;
  readonly damage: Readonly<Record<Damage, number>>;
  /** Answers of the 500s other than 503. */
  readonly failures: number;
  /** Seconds from each fault to the first login after the last request that failed; `Infinity` when there was none. */
  readonly recoveries: readonly number[];
}

/** Start of a fault, and end of the time in which its failures count. */
export interface FaultTime {
  readonly from: number;
  readonly until: number;
  /** Up to when they count if there was no login until then: the fault was healed before anything recovered. */
  readonly atMost?: number;
}

/** Counts what a history shows. */
export function summariseHistory(
  calls: readonly Call[],
  violations: readonly Violation[],
  faults: readonly FaultTime[],
): Summary {
  const damage: Record<Damage, number> = { lost: 0, stale: 0, doubled: 0, forbidden: 0, forked: 0, hung: 0 };
  for (const violation of violations) damage[violation.damage] += 1;
  const isFailure = ({ answer }: Call) =>
    answer !== undefined && answer.status >= 500 && answer.status !== 503;
  return {
    logins: calls.filter((call) => isLogin(call) && isDone(call)).length,
    damage,
    failures: calls.filter(isFailure).length,
    recoveries: faults.map(({ from, until, atMost = until }) => {
      const seconds = measureRecovery(calls, from, until);
      return seconds === Infinity ? measureRecovery(calls, from, atMost) : seconds;
    }),
  };
}

/** Counts from the fault, 0 when no request failed between it and `until`. */
function measureRecovery(calls: readonly Call[], from: number, until: number): number {
  const during = calls.filter(({ start, end }) => end >= from && start <= until);
  // A request that is under way when the next fault comes fails by that one.
  const failed = during.filter((call) => isUnknown(call) && call.end <= until);
  const lastFailure = Math.max(0, ...failed.map(({ end }) => end));
  if (lastFailure === 0) return 0;
  const next = during
    .filter((call) => isLogin(call) && isDone(call) && call.end > lastFailure)
    .map(({ end }) => end);
  return (Math.min(Infinity, ...next) - from) / 1000;
}

/** The value that a share of the values does not exceed. */
export function findPercentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
