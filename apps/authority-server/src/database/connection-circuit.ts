import { isConnectionLost, PausedError } from './is-database-away.js';

/** Failures in a row to reach PostgreSQL, after which it is left alone for {@link PAUSE_MS}. */
const FAILURES = 5;
const PAUSE_MS = 500;

/**
 * Sends nothing for a while after {@link FAILURES} connections in a row were lost: one attempt in {@link PAUSE_MS} is made,
 * which callers of that moment wait for, and the others fail at once. By the monotonic clock, since a clock that is set
 * back would keep the circuit open until it is where it was.
 */
export class ConnectionCircuit {
  private failures = 0;
  private openedAt = -Infinity;
  private attempt: Promise<unknown> | undefined;

  /** @throws {PausedError} when nothing was sent; else what `send` rejects with */
  async run<T>(send: () => Promise<T>): Promise<T> {
    if (this.attempt) await this.attempt.catch(() => undefined);
    if (this.failures < FAILURES) return this.watch(send);
    if (this.attempt || performance.now() - this.openedAt < PAUSE_MS) throw new PausedError();
    const attempt = this.watch(send).finally(() => {
      this.attempt = undefined;
      this.openedAt = performance.now();
    });
    this.attempt = attempt;
    return attempt;
  }

  private async watch<T>(send: () => Promise<T>): Promise<T> {
    try {
      const result = await send();
      this.failures = 0;
      return result;
    } catch (error) {
      // Any other failure is an answer of PostgreSQL.
      this.failures = isConnectionLost(error) ? this.failures + 1 : 0;
      if (this.failures === FAILURES) this.openedAt = performance.now();
      throw error;
    }
  }
}
