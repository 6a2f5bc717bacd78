import type { Language, TextPair } from '@app2wxapp/core';
import { createContext, use, useMemo, useState, type ReactNode } from 'react';
import { useRootAttribute } from '../theme/use-root-attribute.js';

interface LanguageState {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
}

const KEY = 'language';
const LanguageContext = createContext<LanguageState>({ language: 'zh', setLanguage: () => {} });

/**
 * Picks the language that was chosen before, or that `?lang=` or the browser asks for; English for a browser that
 * prefers neither.
 */
function pickLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(KEY);
  const languages = asked === null ? navigator.languages : [asked];
  const first = languages.find((name) => /^(zh|en)\b/i.test(name));
  return first?.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** Holds the language and sets it on the document. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, choose] = useState(pickLanguage);
  useRootAttribute('lang', language === 'zh' ? 'zh-CN' : 'en');
  const state = useMemo(
    () => ({
      language,
      setLanguage: (next: Language) => {
        localStorage.setItem(KEY, next);
        choose(next);
      },
    }),
    [language],
  );
  return <LanguageContext value={state}>{children}</LanguageContext>;
}

/** Returns the language and how to change it. */
export function useLanguage(): LanguageState {
  return use(LanguageContext);
}

/** Function that selects the text of the chosen language. */
export type Translate = (text: TextPair) => string;

/** Returns the {@link Translate} of the chosen language. */
export function useText(): Translate {
  const { language } = useLanguage();
  return (text) => text[language];
}

/** Returns formatters of times and numbers for the language. */
export function useFormat() {
  const { language } = useLanguage();
  return useMemo(() => {
    const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
    const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
    const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
    const number = new Intl.NumberFormat(locale);
    return {
      time: (iso: string) => time.format(new Date(iso)),
      day: (iso: string) => day.format(new Date(iso)),
      number: (value: number) => number.format(value),
    };
  }, [language]);
}
