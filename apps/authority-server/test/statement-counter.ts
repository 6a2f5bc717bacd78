import { jest } from '@jest/globals';
import pg from 'pg';

/**
 * Counts what is sent to PostgreSQL by any part of the process: statements, and what begins and ends transactions. Made
 * before the first connection is; for the statements of requests alone, beside a server that holds still.
 */
export class StatementCounter {
  private readonly spy = jest.spyOn(pg.Client.prototype, 'query');

  /** Texts sent while `run` does its work. */
  async during(run: () => Promise<unknown>): Promise<string[]> {
    return (await this.listSent(run)).map(({ text }) => text);
  }

  /** Names of the prepared statements sent while `run` does its work; of any other the text. */
  async namesDuring(run: () => Promise<unknown>): Promise<string[]> {
    return (await this.listSent(run)).map(({ name, text }) => name ?? text);
  }

  restore(): void {
    this.spy.mockRestore();
  }

  private async listSent(
    run: () => Promise<unknown>,
  ): Promise<{ readonly text: string; readonly name?: string }[]> {
    const before = this.spy.mock.calls.length;
    await run();
    const sent = this.spy.mock.calls.slice(before) as unknown as [string | { readonly text: string }][];
    return sent.map(([query]) => (typeof query === 'string' ? { text: query } : query));
  }
}
