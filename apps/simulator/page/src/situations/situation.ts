import type { Stage } from './stage.js';

/** How bad it was: refused in time, put right afterwards, as it should be, or a hole. */
export type Verdict = 'stopped' | 'recovered' | 'works' | 'open';

/** The situations that break real apps. */
export const SITUATION_IDS = [
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
/** One of {@link SITUATION_IDS}. */
export type SituationId = (typeof SITUATION_IDS)[number];

/** What really happened; the page has words for each pair of situation and verdict. */
export interface Ending {
  readonly verdict: Verdict;
  /** The code of the protocol by which it was refused, if it was. */
  readonly code?: string | undefined;
  /** Who asked `GET /me` once more at the end, and whether the session turned out to be revoked. */
  readonly asked?: { readonly by: 'app' | 'thief'; readonly isRevoked: boolean };
}

/** Plays one situation on the phone and reports what came of it. Rejects when it could not be played to its end. */
export type Situation = (stage: Stage) => Promise<Ending>;
