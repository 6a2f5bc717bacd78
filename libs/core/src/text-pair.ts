/** A language that the product has texts in. */
export type Language = 'zh' | 'en';

/** The same text in each language, side by side, so that the compiler finds a missing one: `text[language]` is read. */
export type TextPair<T = string> = Readonly<Record<Language, T>>;

/** Texts by name: pairs, groups and lists of them. Numbers are kept as they are, for both languages. */
export interface Texts {
  readonly [name: string]:
    TextPair | TextPair<(...values: never[]) => string> | Texts | readonly Texts[] | number;
}

/** The shape of texts in one language: each pair is one text. */
export type InLanguage<T> =
  T extends TextPair<infer One> ? One : { readonly [Name in keyof T]: InLanguage<T[Name]> };

/**
 * Puts texts that are written in pairs together by language, once, so that one lookup selects them all.
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
