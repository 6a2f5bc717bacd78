import { setMaxListeners } from 'node:events';

/**
 * Signals that abort after a time, shared by the calls whose time ends within the same `slotMs`.
 * `AbortSignal.timeout` would create a timer, a weak reference and an entry of a finalization registry for each call.
 */
export class SharedDeadlines {
  private slot = -1;
  private signal: AbortSignal = AbortSignal.abort();

  /** Creates the signals. @param slotMs milliseconds by which a signal may abort earlier than requested */
  constructor(private readonly slotMs: number) {}

  /** Returns a signal that aborts after `ms`, or up to `slotMs` earlier. */
  after(ms: number): AbortSignal {
    const now = performance.now();
    const slot = Math.floor((now + ms) / this.slotMs);
    if (slot !== this.slot) {
      this.slot = slot;
      this.signal = AbortSignal.timeout(Math.max(0, Math.ceil(slot * this.slotMs - now)));
      // Each call listens to it, and Node warns from the eleventh listener on.
      setMaxListeners(0, this.signal);
    }
    return this.signal;
  }
}
