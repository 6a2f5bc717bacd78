/** From the demo to a server: read the time this many milliseconds ahead from now on. */
export interface ClockOrder {
  readonly aheadMs: number;
}

/** From a server to the demo, and from the demo to the simulator: it is done; or it could not be. */
export type ClockReport = { readonly appliedMs: number } | { readonly refusedMs: number };

/** From the simulator to the demo: move the clocks of all servers. */
export interface ShiftRequest {
  readonly shiftToMs: number;
}
