import { isConnectionLost, PausedError } from './is-database-away.js';

/** Consecutive failed connections to PostgreSQL after which it gets no connection for {@link PAUSE_MS}. */
const FAILURES = 5;
const PAUSE_MS = 500;

/**
 * Circuit breaker of a database: after {@link FAILURES} lost connections in a row it makes one attempt in
 * {@link PAUSE_MS}, which the callers of that moment wait for, and the others fail at once. It uses the monotonic
 * clock, since a clock that is set back would keep the circuit open until it has caught up.
 */
export class ConnectionCircuit {
  private failures = 0;
  private openedAt = -Infinity;
  private attempt: Promise<unknown> | undefined;

  /** Sends unless the circuit is open. @throws {PausedError} when nothing was sent; else the error of `send` */
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
      // Any other failure is a response of PostgreSQL.
      this.failures = isConnectionLost(error) ? this.failures + 1 : 0;
      if (this.failures === FAILURES) this.openedAt = performance.now();
      throw error;
    }
  }
}
