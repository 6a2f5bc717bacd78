import { describe, expect, test } from '@jest/globals';
import { consentTexts, describeConsent, pickConsentLanguage } from '../src/index.js';

function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, inner]) => leaves(inner, `${path}/${key}`));
}

describe('the texts', () => {
  const zh = new Map(leaves(consentTexts.zh));
  const en = new Map(leaves(consentTexts.en));

  test('exist in both languages, each in its own script', () => {
    expect([...en.keys()]).toEqual([...zh.keys()]);
    for (const [path, text] of zh) expect([path, text === '' || /[一-鿿]/.test(text)]).toEqual([path, true]);
    for (const [path, text] of en) expect([path, /[一-鿿]/.test(text)]).toEqual([path, false]);
  });

  test('name the pool in the same places', () => {
    const naming = (texts: Map<string, string>) =>
      [...texts].filter(([, text]) => text.includes('{pool}')).map(([path]) => path);
    expect(naming(en)).toEqual(naming(zh));
  });

  test('insert the name of the pool unchanged, whatever it is', () => {
    const pool = { name: '$& {pool} <b>', logo: '', requirePhone: false, askProfile: false };
    const { title } = describeConsent({ kind: 'asking', pool, phone: 'unwanted', offline: false }, 'en');
    expect(title).toBe('Log in to $& {pool} <b>');
  });

  test('have a field for a nickname where the pool asks for one, and nowhere else', () => {
    const labels = [true, false].map((askProfile) => {
      const pool = { name: 'Shop', logo: '', requirePhone: false, askProfile };
      return describeConsent({ kind: 'asking', pool, phone: 'offered', offline: false }, 'en').nicknameLabel;
    });
    expect(labels).toEqual(['Nickname', '']);
  });

  test.each([
    ['zh_CN', 'zh'],
    ['zh_TW', 'zh'],
    ['zh-Hans', 'zh'],
    ['en', 'en'],
    ['fr_FR', 'en'],
    ['', 'zh'],
    [undefined, 'zh'],
  ])('are picked for a system in %s: %s', (system, language) => {
    expect(pickConsentLanguage(system)).toBe(language);
  });
});
