import { jest } from '@jest/globals';
import pg from 'pg';

/** Tables of events, which a timer writes for all requests of a second. */
const EVENTS = /audit_events|hourly_counts/;

/**
 * Counts what requests send to PostgreSQL, by any part of the server: statements, and what begins and ends transactions.
 * Made before the first connection is.
 */
export class StatementCounter {
  private readonly spy = jest.spyOn(pg.Client.prototype, 'query');

  /** Texts sent while `run` does its work, those about events left out. */
  async during(run: () => Promise<unknown>): Promise<string[]> {
    const before = this.spy.mock.calls.length;
    await run();
    const sent = this.spy.mock.calls.slice(before) as unknown as [string | { readonly text: string }][];
    return sent
      .map(([query]) => (typeof query === 'string' ? query : query.text))
      .filter((text) => !EVENTS.test(text));
  }

  restore(): void {
    this.spy.mockRestore();
  }
}
