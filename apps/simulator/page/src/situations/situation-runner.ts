import type { Bench } from '../bench.js';
import { Observable } from '../observable.js';
import { SITUATION_IDS, type Ending, type SituationId } from './situation.js';
import { situations } from './situations.js';
import { Stage } from './stage.js';

/** What the panel shows of the situation that was chosen last. */
export type Performance =
  | { readonly status: 'none' }
  | { readonly status: 'playing'; readonly id: SituationId; readonly secondsLeft: number }
  | { readonly status: 'over'; readonly id: SituationId; readonly ending: Ending }
  | { readonly status: 'broken'; readonly id: SituationId };

/** Plays one situation at a time. */
export class SituationRunner {
  readonly performance = new Observable<Performance>({ status: 'none' });
  private controller = new AbortController();

  constructor(private readonly bench: Bench) {}

  /** What can be played with the pools there are. */
  get ids(): readonly SituationId[] {
    const hasList = this.bench.config.pools.some(({ listed }) => listed);
    return SITUATION_IDS.filter((id) => id !== 'wrongAppListed' || hasList);
  }

  /** Plays a situation to its end. Does nothing while another one is played. */
  async play(id: SituationId): Promise<void> {
    if (this.performance.get().status === 'playing') return;
    this.controller = new AbortController();
    const { signal } = this.controller;
    const show = (secondsLeft: number) => this.performance.set({ status: 'playing', id, secondsLeft });
    show(0);
    try {
      const ending = await situations[id](new Stage(this.bench, { signal, onCountdown: show }));
      this.performance.set({ status: 'over', id, ending });
    } catch {
      this.performance.set(signal.aborted ? { status: 'none' } : { status: 'broken', id });
    }
  }

  /** Ends the situation at its next step. */
  stop(): void {
    this.controller.abort();
  }
}
