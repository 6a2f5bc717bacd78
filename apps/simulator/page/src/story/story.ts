import { Observable } from '../observable.js';
import type { Wire } from '../wires/wire.js';

/** At once; one arrow after an interval; or one arrow for each press of a button. */
export type Pace = 'live' | 'slow' | 'step';

/** Every {@link Pace}, from fast to slow. */
export const PACES = ['live', 'slow', 'step'] as const satisfies readonly Pace[];

/** Milliseconds for which slow motion holds an arrow: long enough to read its sentence. */
export const INTERVAL_MS = 5_000;

/** Holds each arrow of the sequence picture until the user or the interval lets it go. */
export class Story {
  readonly pace = new Observable<Pace>('live');
  /** Whether slow motion has stopped for a while. */
  readonly isPaused = new Observable(false);
  /** The arrow that is held, and those that come after it, which are not shown yet. */
  readonly waiting = new Observable<readonly Wire[]>([]);
  private readonly releases = new Map<Wire, () => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Resolves when the arrow may go on: at once, unless the pace holds it. */
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

  /** Lets the arrow go that is held. */
  next(): void {
    const [wire, ...others] = this.waiting.get();
    if (wire === undefined) return;
    this.releases.get(wire)?.();
    this.releases.delete(wire);
    this.waiting.set(others);
    this.arm();
  }

  /** Changes the pace, for the arrow that is held, too. */
  setPace(pace: Pace): void {
    this.pace.set(pace);
    this.isPaused.set(false);
    if (pace === 'live') this.releaseAll();
    this.arm();
  }

  /** Stops slow motion at the arrow that is held, or goes on. */
  setPaused(isPaused: boolean): void {
    this.isPaused.set(isPaused);
    this.arm();
  }

  /** Lets everything go that is held. */
  releaseAll(): void {
    while (this.waiting.get().length > 0) this.next();
  }

  private arm(): void {
    clearTimeout(this.timer);
    const isRunning = this.pace.get() === 'slow' && !this.isPaused.get();
    if (isRunning && this.waiting.get().length > 0) this.timer = setTimeout(() => this.next(), INTERVAL_MS);
  }
}
