import type { ChildProcess } from 'node:child_process';
import type { ClockOrder, ClockReport, ShiftRequest } from './clock-messages.js';

const DEADLINE_MS = 5_000;

/** The module that a process with a channel loads (`node --import`), so that its clock can be moved. Compiled, since node runs no TypeScript. */
export const SHIFTED_CLOCK = new URL('../dist/shifted-clock.js', import.meta.url);

/** Moves the clocks of the other servers whenever the page of the simulator asks for it, and reports to the simulator. */
export function moveClocks(simulator: ChildProcess, others: readonly ChildProcess[]): void {
  simulator.on('message', (request: ShiftRequest) => {
    if (!('shiftToMs' in request)) return;
    const { shiftToMs } = request;
    const report = (sent: ClockReport) => simulator.connected && simulator.send(sent);
    Promise.all(others.map((child) => moveClock(child, shiftToMs))).then(
      () => report({ appliedMs: shiftToMs }),
      () => report({ refusedMs: shiftToMs }),
    );
  });
}

/**
 * Moves the clock of a process that was started with {@link SHIFTED_CLOCK}.
 *
 * @throws {Error} when the process is gone, or does not report in time
 */
export function moveClock(child: ChildProcess, aheadMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error?: Error | null) => {
      clearTimeout(timer);
      child.off('message', listen);
      if (error) reject(error);
      else resolve();
    };
    const timer = setTimeout(() => end(new Error('It did not report in time.')), DEADLINE_MS);
    const listen = (report: ClockReport) => 'appliedMs' in report && report.appliedMs === aheadMs && end();
    child.on('message', listen);
    child.send({ aheadMs } satisfies ClockOrder, (error) => error && end(error));
  });
}
