import type { Language } from '../language.js';
import { chineseScenarioTexts } from './chinese-scenario-texts.js';
import { englishScenarioTexts } from './english-scenario-texts.js';
import type { ScenarioTexts } from './scenario.js';

/** The words for every scenario in both languages. */
export const scenarioTexts: Readonly<Record<Language, ScenarioTexts>> = {
  zh: chineseScenarioTexts,
  en: englishScenarioTexts,
};
