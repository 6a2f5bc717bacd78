import type { Stage } from './stage.js';

/** Verdict of a scenario: refused in time, put right afterwards, as it should be, or a hole. */
export type Verdict = 'stopped' | 'recovered' | 'works' | 'open';

/** The scenarios that break real apps. */
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

/** Outcome of a scenario; the page has words for each pair of scenario and verdict. */
export interface Ending {
  readonly verdict: Verdict;
  /** The code of the protocol by which it was refused, if it was. */
  readonly code?: string | undefined;
  /** Who asked `GET /me` once more at the end, and whether the session turned out to be revoked. */
  readonly asked?: { readonly by: 'app' | 'thief'; readonly isRevoked: boolean };
}

/** Plays one scenario on the phone and reports what came of it. Rejects when it could not be played to its end. */
export type Scenario = (stage: Stage) => Promise<Ending>;
