/** Language of the product's texts. */
export type Language = 'zh' | 'en';

/** Text in each language, side by side, so that the compiler finds a missing one; `text[language]` reads one. */
export type TextPair<T = string> = Readonly<Record<Language, T>>;

/** Texts by name: pairs, groups of pairs and lists of pairs. Numbers stay unchanged in both languages. */
export interface Texts {
  readonly [name: string]:
    TextPair | TextPair<(...values: never[]) => string> | Texts | readonly Texts[] | number;
}

/** Shape of texts in one language: each pair becomes one text. */
export type InLanguage<T> =
  T extends TextPair<infer One> ? One : { readonly [Name in keyof T]: InLanguage<T[Name]> };

/**
 * Groups texts that are written in pairs by language, once, so that one lookup selects them all.
 *
 * ```ts
 * const texts = groupByLanguage({ back: { zh: '返回', en: 'Back' } });
 * texts.en.back; // 'Back'
 * ```
 */
export function groupByLanguage<T extends Texts>(texts: T): TextPair<InLanguage<T>> {
  const select = (language: Language) => selectTexts(texts, language) as InLanguage<T>;
  return { zh: select('zh'), en: select('en') };
}

function selectTexts(texts: unknown, language: Language): unknown {
  if (typeof texts !== 'object' || texts === null) return texts;
  if (Array.isArray(texts)) return texts.map((one) => selectTexts(one, language));
  if ('zh' in texts && 'en' in texts) return texts[language];
  return Object.fromEntries(Object.entries(texts).map(([name, one]) => [name, selectTexts(one, language)]));
}
