import type { Stage } from './stage.js';

/** Verdict of a scenario: stopped in time, recovered afterwards, correct, or a hole. */
export type Verdict = 'stopped' | 'recovered' | 'works' | 'open';

/** Ids of the scenarios that break real apps. */
export const SCENARIO_IDS = [
  'backGesture',
  'coldStart',
  'lostAnswer',
  'replayedTicket',
  'stolenUnbound',
  'stolenBound',
  'wrongAppListed',
  'wrongAppUnlisted',
  'expiredTicket',
  'directOff',
  'directOn',
] as const;
/** One of {@link SCENARIO_IDS}. */
export type ScenarioId = (typeof SCENARIO_IDS)[number];

/** Outcome of a scenario; the page has texts for each pair of scenario and verdict. */
export interface Ending {
  readonly verdict: Verdict;
  /** Code of the protocol by which it was refused, if it was. */
  readonly code?: string | undefined;
  /** Party that called `GET /me` at the end, and whether the session was revoked. */
  readonly asked?: { readonly by: 'app' | 'thief'; readonly isRevoked: boolean };
}

/** Plays one scenario on the phone and reports its outcome. Rejects when it could not be played to its end. */
export type Scenario = (stage: Stage) => Promise<Ending>;
