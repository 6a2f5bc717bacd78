import { setTimeout as sleep } from 'node:timers/promises';
import { isDone, isUnknown } from '../history/call.js';
import { checkHistory } from '../history/check-history.js';
import { isLogin } from '../history/history-index.js';
import { summariseHistory, type FaultTime, type Summary } from '../history/summarise-history.js';
import type { Violation } from '../history/violation.js';
import { AuthorityRequests } from '../load/authority-requests.js';
import { Recorder } from '../load/recorder.js';
import { verifySessions } from '../load/verify-sessions.js';
import { Visitor } from '../load/visitor.js';
import type { Fault } from './fault.js';
import type { Scene } from './scene.js';

const VISITORS = 6;
/** Between faults, under load. */
const CALM_MS = 3000;
/** A request that waits longer may be one that the fault stopped. */
const SLOW_MS = 1500;
const LONGEST_FAULT_MS = 25_000;
/** Length in milliseconds of a fault that only healing ends: longer than the authority waits for a statement. */
const NOTICED_MS = 7000;

/** Options of the rounds of a fault. */
export interface RoundOptions {
  readonly rounds: number;
  /** File that the history is written to. */
  readonly file: string;
  /** After which a fault is healed that nothing recovers from. @default 25,000 ms */
  readonly longestFaultMs?: number;
}

/** Outcome of the rounds of one fault. */
export interface Outcome {
  readonly summary: Summary;
  readonly violations: readonly Violation[];
  readonly rounds: number;
  readonly exits: number;
  /** Why the rounds ended before all were done. */
  readonly failure?: Error;
}

/**
 * Lets visitors log in while something goes wrong, some times in a row, and checks the whole history.
 */
export async function runRounds(
  scene: Scene,
  fault: Fault,
  { rounds, file, longestFaultMs = LONGEST_FAULT_MS }: RoundOptions,
): Promise<Outcome> {
  const recorder = new Recorder(file);
  const requests = new AuthorityRequests(recorder, scene.simulator.url);
  const authorities = scene.authorities.map(({ url }) => url);
  const place = { requests, authorities, pools: scene.pools };
  const visitors = Array.from({ length: VISITORS }, (_, index) => new Visitor(`v${index + 1}`, place));
  const exits = scene.countExits();
  const end = new AbortController();
  const load = Promise.all(visitors.map((visitor) => visitor.run(end.signal)));
  let done = 0;
  let failure: Error | undefined;
  try {
    for (; done < rounds; done++) await runRound(recorder, fault, longestFaultMs);
    // The last fault is recovered from as those before it are.
    await waitForCalm(recorder, recorder.now(), 60_000);
  } catch (error) {
    failure = error as Error; // what was answered until then is checked all the same
  }
  end.abort();
  await load;
  await verifySessions(
    requests,
    authorities,
    visitors.flatMap(({ sessions }) => sessions),
  );
  const violations = checkHistory(recorder.calls, { skewMs: fault.skewMs ?? 0 });
  const summary = summariseHistory(recorder.calls, violations, listFaultTimes(recorder, fault));
  const outcome = { summary, violations, rounds: done, exits: scene.countExits() - exits };
  return failure ? { ...outcome, failure } : outcome;
}

async function runRound(recorder: Recorder, fault: Fault, longestMs: number): Promise<void> {
  await waitForCalm(recorder, recorder.now(), 60_000);
  recorder.mark(fault.name, 'fault');
  const begin = recorder.now();
  await fault.inject();
  if (fault.needsHealing) await sleep(NOTICED_MS);
  else await waitForCalm(recorder, begin, longestMs);
  recorder.mark(fault.name, 'healing');
  await fault.heal();
}

/** Waits until there have been logins, and neither a failure nor a request that waits, for a while, and no longer than it is told to. */
async function waitForCalm(recorder: Recorder, begin: number, longestMs: number): Promise<void> {
  const deadline = begin + longestMs;
  do {
    await sleep(200);
    const recent = recorder.calls.filter(({ end }) => end > recorder.now() - CALM_MS);
    const isSettled = recorder.now() > begin + CALM_MS && recorder.findOldest() > recorder.now() - SLOW_MS;
    if (isSettled && recent.some((call) => isLogin(call) && isDone(call)) && !recent.some(isUnknown)) return;
  } while (recorder.now() < deadline);
}

/**
 * Lists the times of the faults: from each until its healing, and at most until the next fault; from its healing, if
 * nothing else ends it.
 */
function listFaultTimes({ marks }: Recorder, { needsHealing = false }: Fault): FaultTime[] {
  return marks.flatMap(({ kind, time: from }, index) => {
    const [until = Infinity, atMost = Infinity] = marks.slice(index + 1).map(({ time }) => time);
    if (kind !== (needsHealing ? 'healing' : 'fault')) return [];
    return needsHealing ? { from, until } : { from, until, atMost };
  });
}
