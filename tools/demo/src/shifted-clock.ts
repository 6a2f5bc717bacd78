import type { ClockOrder, ClockReport } from './clock-messages.js';

/**
 * Loaded into the authority and the backend of the demo before their own code (`node --import`): moves their clocks
 * when the process that started them asks for it. Timers are not moved. No setting does this, and no published
 * package contains it.
 */
const RealDate = Date;
const readClock = Date.now;
let aheadMs = 0;

RealDate.now = () => readClock() + aheadMs;
const ShiftedDate = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [target.now()] : args, newTarget) as Date,
  apply: () => new RealDate(RealDate.now()).toString(),
});
RealDate.prototype.constructor = ShiftedDate;
globalThis.Date = ShiftedDate;

process.on('message', (message: ClockOrder) => {
  if (!('aheadMs' in message)) return;
  ({ aheadMs } = message);
  process.send?.({ appliedMs: aheadMs } satisfies ClockReport);
});
// The listener above would keep a finished process alive.
(process.channel as { unref?: () => void } | undefined)?.unref?.();
