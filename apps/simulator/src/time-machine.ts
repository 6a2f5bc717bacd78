/** Moves the clocks of all servers of a demo together. */
export interface TimeMachine {
  /** Milliseconds by which the clocks are ahead of this machine's. */
  readonly aheadMs: number;
  /** Moves the clocks. Rejects when a server did not follow in time. */
  shiftTo(aheadMs: number): Promise<void>;
}

/**
 * Finds the time machine that a demo loaded into this process before its code. No setting does that: without a demo
 * there is none, and the clock is this machine's.
 */
export function findTimeMachine(): TimeMachine | undefined {
  return (globalThis as Record<symbol, TimeMachine | undefined>)[Symbol.for('app2wxapp.demo.time-machine')];
}
