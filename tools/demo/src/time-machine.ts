import type { ClockReport, ShiftRequest } from './clock-messages.js';

const DEADLINE_MS = 8_000;

let aheadMs = 0;

/**
 * Loaded into the simulator of the demo before its own code (`node --import`): its page moves the clocks with it. The
 * simulator finds it under this name and has no time machine without it.
 */
Object.assign(globalThis, {
  [Symbol.for('app2wxapp.demo.time-machine')]: {
    get aheadMs() {
      return aheadMs;
    },
    shiftTo,
  },
});
// Waiting for a report must not keep a finished process alive.
(process.channel as { unref?: () => void } | undefined)?.unref?.();

function shiftTo(wanted: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error?: Error) => {
      clearTimeout(timer);
      process.off('message', listen);
      if (error) return reject(error);
      aheadMs = wanted;
      resolve();
    };
    const timer = setTimeout(() => end(new Error('The demo did not move the clocks in time.')), DEADLINE_MS);
    const listen = (report: ClockReport) => {
      if ('appliedMs' in report && report.appliedMs === wanted) end();
      if ('refusedMs' in report && report.refusedMs === wanted)
        end(new Error('A server did not move its clock.'));
    };
    process.on('message', listen);
    process.send?.({ shiftToMs: wanted } satisfies ShiftRequest);
  });
}
