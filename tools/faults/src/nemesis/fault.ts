/** Something that goes wrong, until it is healed. */
export interface Fault {
  readonly name: string;
  /** Whether nothing but healing ends it: then the time to recover counts from there. */
  readonly needsHealing?: boolean;
  /** Milliseconds by which the clock of an authority is wrong during the fault. @default 0 */
  readonly skewMs?: number;
  inject(): void | Promise<void>;
  /** Ends it, and waits until everything is as before. */
  heal(): void | Promise<void>;
}

/** A database to try an authority on, with what can go wrong with it. */
export interface TestedDatabase {
  readonly name: string;
  /** Environment of each authority that works on it. */
  readonly environments: readonly Readonly<Record<string, string>>[];
  readonly faults: readonly Fault[];
  stop(): Promise<void>;
}
