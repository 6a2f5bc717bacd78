import type { Language } from '../text-pair.js';

// Space for some 100 languages with their weights; browsers send a few dozen at most.
const LONGEST_HEADER = 1000;

const WEIGHT = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

interface LanguageRange {
  readonly tag: string;
  readonly weight: number;
}

/**
 * Picks the language that `Accept-Language` prefers, in time linear in its length.
 *
 * - A range is read by its primary language: `zh-Hans-CN` asks for Chinese, `en-GB` for English.
 * - Of languages with the same weight the first in the header is preferred; `*` matches each language that no other
 *   range names.
 * - A language of weight 0 is picked only if the other one has weight 0 too.
 * - A range with an invalid weight is ignored, the others are not.
 *
 * @param acceptLanguage the header; one of more than 1,000 characters is ignored as a whole
 * @returns `zh` when the header prefers neither language, or is missing
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.4
 */
export function pickLanguage(acceptLanguage: string | undefined): Language {
  const ranges = parseRanges(acceptLanguage).sort((a, b) => b.weight - a.weight);
  return rank('en', ranges) < rank('zh', ranges) ? 'en' : 'zh';
}

function parseRanges(header: unknown): LanguageRange[] {
  const ranges: LanguageRange[] = [];
  // A server's framework may turn a repeated header into an array.
  if (typeof header !== 'string' || header.length > LONGEST_HEADER) return ranges;
  for (const part of header.toLowerCase().split(',')) {
    const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const weight = parseWeight(parameters);
    if (weight !== undefined) ranges.push({ tag, weight });
  }
  return ranges;
}

function parseWeight([parameter, ...others]: readonly string[]): number | undefined {
  if (parameter === undefined) return 1;
  const value = parameter.slice(2);
  return parameter.startsWith('q=') && others.length === 0 && WEIGHT.test(value) ? Number(value) : undefined;
}

/**
 * Rank of a language in the order of preference: after all ranges when no range names it, last when its weight is 0.
 */
function rank(language: Language, ranges: readonly LanguageRange[]): number {
  const named = ranges.findIndex(({ tag }) => tag === language || tag.startsWith(`${language}-`));
  const place = named >= 0 ? named : ranges.findIndex(({ tag }) => tag === '*');
  const range = ranges[place];
  if (range === undefined) return ranges.length;
  return range.weight > 0 ? place : ranges.length + 1;
}
