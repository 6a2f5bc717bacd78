import { pickConsentLanguage } from '@app2wxapp/consent';
import type { Language } from '@app2wxapp/core';
import { Observable } from './observable.js';

const KEY = 'language';

/** Chosen before, or asked for by `?lang=`, or the browser's. */
export const language = new Observable<Language>(pick());

/** Changes the language and keeps it for the next visit. */
export function setLanguage(next: Language): void {
  localStorage.setItem(KEY, next);
  language.set(next);
}

function pick(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(KEY);
  return pickConsentLanguage(asked ?? navigator.language);
}
