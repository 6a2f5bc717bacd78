import { Observable } from '../observable.js';
import type { Wire } from '../wires/wire.js';

/** Pace of the messages: at once; one arrow after an interval; or one arrow for each press of a button. */
export type Pace = 'live' | 'slow' | 'step';

/** Every {@link Pace}, from fast to slow. */
export const PACES = ['live', 'slow', 'step'] as const satisfies readonly Pace[];

/** Milliseconds for which slow motion holds an arrow: long enough to read its sentence. */
export const INTERVAL_MS = 5_000;

/** Holds each arrow of the sequence picture until the user or the interval releases it. */
export class Story {
  readonly pace = new Observable<Pace>('live');
  /** Whether slow motion is paused. */
  readonly isPaused = new Observable(false);
  /** Arrow that is held, and the later ones, which are not shown yet. */
  readonly waiting = new Observable<readonly Wire[]>([]);
  private readonly releases = new Map<Wire, () => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Resolves when the arrow may continue: at once, unless the pace holds it. */
  async pass(wire: Wire): Promise<void> {
    if (this.pace.get() === 'live') return;
    const released = new Promise<void>((resolve) => this.releases.set(wire, resolve));
    this.waiting.set([...this.waiting.get(), wire]);
    this.arm();
    await released;
  }

  /** Resolves when no arrow is held any more. */
  async settled(): Promise<void> {
    while (this.waiting.get().length > 0) {
      await new Promise<void>((resolve) => {
        const stop = this.waiting.subscribe(() => {
          stop();
          resolve();
        });
      });
    }
  }

  /** Releases the held arrow. */
  next(): void {
    const [wire, ...others] = this.waiting.get();
    if (wire === undefined) return;
    this.releases.get(wire)?.();
    this.releases.delete(wire);
    this.waiting.set(others);
    this.arm();
  }

  /** Changes the pace, also for the held arrow. */
  setPace(pace: Pace): void {
    this.pace.set(pace);
    this.isPaused.set(false);
    if (pace === 'live') this.releaseAll();
    this.arm();
  }

  /** Pauses slow motion at the held arrow, or continues it. */
  setPaused(isPaused: boolean): void {
    this.isPaused.set(isPaused);
    this.arm();
  }

  /** Releases all held arrows. */
  releaseAll(): void {
    while (this.waiting.get().length > 0) this.next();
  }

  private arm(): void {
    clearTimeout(this.timer);
    const isRunning = this.pace.get() === 'slow' && !this.isPaused.get();
    if (isRunning && this.waiting.get().length > 0) this.timer = setTimeout(() => this.next(), INTERVAL_MS);
  }
}
