import { pickConsentLanguage } from '@app2wxapp/consent';
import type { Language } from '@app2wxapp/core';
import { Observable } from './observable.js';

const KEY = 'language';

/** Language that was chosen before, or that `?lang=` or the browser asks for. */
export const language = new Observable<Language>(pick());

/** Changes the language and stores it for the next visit. */
export function setLanguage(next: Language): void {
  localStorage.setItem(KEY, next);
  language.set(next);
}

function pick(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(KEY);
  return pickConsentLanguage(asked ?? navigator.language);
}
