/** Message from the demo to a server: read the time this many milliseconds ahead from now on. */
export interface ClockOrder {
  readonly aheadMs: number;
}

/** Message from a server to the demo, and from the demo to the simulator: the clock was moved, or it could not be. */
export type ClockReport = { readonly appliedMs: number } | { readonly refusedMs: number };

/** Message from the simulator to the demo: move the clocks of all servers. */
export interface ShiftRequest {
  readonly shiftToMs: number;
}
