import { Observable } from '../observable.js';
import type { Workbench } from '../workbench.js';
import { SCENARIO_IDS, type Ending, type ScenarioId } from './scenario.js';
import { scenarios } from './scenarios.js';
import { Stage } from './stage.js';

/** State of the scenario that was chosen last. */
export type ScenarioRun =
  | { readonly status: 'none' }
  | { readonly status: 'playing'; readonly id: ScenarioId; readonly secondsLeft: number }
  | { readonly status: 'ended'; readonly id: ScenarioId; readonly ending: Ending }
  | { readonly status: 'broken'; readonly id: ScenarioId };

/** Plays one scenario at a time. */
export class ScenarioRunner {
  readonly run = new Observable<ScenarioRun>({ status: 'none' });
  private controller = new AbortController();
  private current: Promise<void> = Promise.resolve();

  constructor(private readonly workbench: Workbench) {}

  /** Returns the scenarios for the existing pools. */
  get ids(): readonly ScenarioId[] {
    const hasList = this.workbench.config.pools.some(({ listed }) => listed);
    return SCENARIO_IDS.filter((id) => id !== 'wrongAppListed' || hasList);
  }

  /**
   * Plays a scenario to its end. Does nothing while another one plays; a scenario that waits for a ticket to expire
   * is stopped first.
   */
  async play(id: ScenarioId): Promise<void> {
    const run = this.run.get();
    if (run.status === 'playing') {
      if (run.secondsLeft === 0) return;
      this.stop();
      await this.current;
      if (this.run.get().status === 'playing') return;
    }
    this.current = this.perform(id);
    await this.current;
  }

  /** Stops the scenario, and releases its request if one is held: the phone is the user's again. */
  stop(): void {
    this.controller.abort();
    this.workbench.log.story.releaseAll();
  }

  private async perform(id: ScenarioId): Promise<void> {
    this.controller = new AbortController();
    const { signal } = this.controller;
    const show = (secondsLeft: number) => {
      this.run.set({ status: 'playing', id, secondsLeft });
      // While it only waits, the phone is the user's.
      this.workbench.isPlaying.set(secondsLeft === 0);
    };
    show(0);
    try {
      const ending = await scenarios[id](new Stage(this.workbench, { signal, onCountdown: show }));
      this.run.set({ status: 'ended', id, ending });
    } catch {
      this.run.set(signal.aborted ? { status: 'none' } : { status: 'broken', id });
    } finally {
      this.workbench.isPlaying.set(false);
    }
  }
}
