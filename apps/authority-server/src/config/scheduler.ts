import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

/** Repeats work at intervals until the server begins to stop. */
@Injectable()
export class Scheduler implements BeforeApplicationShutdown {
  private readonly timers: NodeJS.Timeout[] = [];

  /** Calls `run` every `intervalMs`, the first time after one interval. `run` must not throw. */
  every(intervalMs: number, run: () => unknown): void {
    this.timers.push(setInterval(() => void run(), intervalMs).unref());
  }

  beforeApplicationShutdown(): void {
    this.timers.forEach((timer) => clearInterval(timer));
  }
}
