import type { Clock } from '@app2wxapp/authority';
import type { FastifyBaseLogger } from 'fastify';

/** Smallest step in milliseconds: a clock that is slewed, as by chrony, differs by less between two checks. */
const STEP_MS = 5000;
/** Milliseconds after a step in which nothing is removed, so that a wrong clock can be corrected. */
const TRUSTED_AFTER_MS = 3_600_000;

/** Detects steps of the clock, by comparing it with the monotonic one. */
export class ClockWatch {
  private offset: number;
  private steppedAt = -Infinity;

  constructor(
    private readonly clock: Clock,
    private readonly logger: Pick<FastifyBaseLogger, 'warn'>,
    private readonly monotonic: () => number = () => performance.now(),
  ) {
    this.offset = clock.now() - monotonic();
  }

  /** Checks the clock, and logs a step. @returns whether the clock was not stepped in the last hour */
  isTrusted(): boolean {
    const now = this.monotonic();
    const offset = this.clock.now() - now;
    const steppedMs = Math.round(offset - this.offset);
    this.offset = offset;
    if (Math.abs(steppedMs) > STEP_MS) {
      this.steppedAt = now;
      this.logger.warn(
        { steppedMs },
        `the clock of this machine was stepped ${steppedMs > 0 ? 'forward' : 'back'} by ${Math.abs(steppedMs) / 1000} s: ` +
          'tickets and sessions expire by the new time, and no expired row is removed for an hour; if it is wrong, correct it',
      );
    }
    return now - this.steppedAt >= TRUSTED_AFTER_MS;
  }
}
