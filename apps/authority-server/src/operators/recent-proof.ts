import type { Clock } from '@app2wxapp/authority';
import { App2WxappError } from '@app2wxapp/core';
import type { Caller } from './operator.js';

/** Seconds after an operator presented a token in which a browser may do what cannot be undone. */
export const PROOF_SECONDS = 5 * 60;

/** Proof that a caller presented the operator's token recently: with the request itself, or in the browser. */
export class RecentProof {
  constructor(
    private readonly caller: Caller,
    private readonly clock: Clock,
  ) {}

  /** Requires the proof. @throws {App2WxappError} `reauthentication_required` */
  require(): void {
    const { session } = this.caller;
    if (!session) return;
    const shownMs = session.confirmedAt?.getTime() ?? 0;
    // A time in the future was recorded while the clock was ahead.
    if (Math.abs(this.clock.now() - shownMs) < PROOF_SECONDS * 1000) return;
    throw new App2WxappError(
      'reauthentication_required',
      'Present the operator token again: POST /admin/session/confirmation. Then repeat the request.',
    );
  }
}
