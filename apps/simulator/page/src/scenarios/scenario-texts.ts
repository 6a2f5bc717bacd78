import type { Language } from '../language.js';
import { chineseScenarioTexts } from './chinese-scenario-texts.js';
import { englishScenarioTexts } from './english-scenario-texts.js';
import type { Ending, ScenarioId, Verdict } from './scenario.js';

/** A scenario in two sentences. */
export interface ScenarioText {
  readonly happened: string;
  readonly because: string;
}

/** The words for the scenarios. */
export interface ScenarioTexts {
  readonly title: string;
  readonly lede: string;
  readonly playing: (seconds: number) => string;
  readonly stop: string;
  readonly broken: string;
  readonly asked: (asked: NonNullable<Ending['asked']>) => string;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly names: Readonly<Record<ScenarioId, string>>;
  readonly endings: Readonly<Record<ScenarioId, Partial<Readonly<Record<Verdict, ScenarioText>>>>>;
}

/** The words for every scenario in both languages. */
export const scenarioTexts: Readonly<Record<Language, ScenarioTexts>> = {
  zh: chineseScenarioTexts,
  en: englishScenarioTexts,
};
