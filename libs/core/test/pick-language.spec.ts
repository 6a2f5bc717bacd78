import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pickLanguage } from '../src/server/index.js';

describe('the language that Accept-Language prefers', () => {
  test.each([
    [undefined, 'zh'],
    ['', 'zh'],
    ['zh', 'zh'],
    ['en', 'en'],
    ['EN-us', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-US,en;q=0.9,zh;q=0.8', 'en'],
    ['fr, en;q=0.3, zh;q=0.2', 'en'],
    ['en;q=0.55', 'en'],
    ['en;q=1', 'en'],
    ['en;q=1.000', 'en'],
    ['en;q=0.1, zh-Hans-CN', 'zh'],
    ['en ; q=0.1 ,\tzh-Hans-CN\t;\tQ=0.2', 'zh'],
  ])('%p is %s', (header, language) => {
    expect(pickLanguage(header)).toBe(language);
  });

  test.each([
    ['en,zh', 'en'],
    ['zh,en', 'zh'],
    ['fr;q=0.9, en;q=0.5, zh;q=0.5', 'en'],
  ])('of one weight is the first: %p is %s', (header, language) => {
    expect(pickLanguage(header)).toBe(language);
  });

  test.each([
    ['*', 'zh'],
    ['*, en;q=0.5', 'zh'],
    ['en, *', 'en'],
    ['*;q=0.5, zh;q=0.1', 'en'],
    ['zh;q=0, *', 'en'],
    ['*;q=0, en', 'en'],
  ])('is by * when it is not named: %p is %s', (header, language) => {
    expect(pickLanguage(header)).toBe(language);
  });

  test.each([
    ['en;q=0', 'zh'],
    ['zh;q=0', 'en'],
    ['zh;q=0.000, en;q=0', 'zh'],
    ['fr, zh;q=0', 'en'],
  ])('is none of weight 0: %p is %s', (header, language) => {
    expect(pickLanguage(header)).toBe(language);
  });

  test.each([
    'english',
    'fr',
    'en;q=nonsense',
    'en;q=',
    'en;q=2',
    'en;q=50',
    'en;l=1',
    'zh;q=nonsense, *',
    'en;q=1.5',
    'en;q=0.1234',
    'en;level=1',
    'en;q=1;q=1',
    'e n',
    ',;,',
  ])('is Chinese without a valid range: %p', (header) => {
    expect(pickLanguage(header)).toBe('zh');
  });

  test('reads a range that follows an invalid one', () => {
    expect(pickLanguage('zh;q=9, en;q=0.1')).toBe('en');
  });

  test('reads 1,000 characters and ignores a longer header', () => {
    expect(pickLanguage('en'.padEnd(1000))).toBe('en');
    expect(pickLanguage('en'.padEnd(1001))).toBe('zh');
  });

  test('is one of the two, whatever the header', () => {
    const piece = fc.constantFrom('zh', 'en', '*', '-', ';', ',', 'q=', '0', '.', '5', ' ', '\t', 'x');
    const header = fc.oneof(
      fc.string({ maxLength: 1200 }),
      fc.array(piece, { maxLength: 400 }).map((all) => all.join('')),
    );
    fc.assert(fc.property(header, (text) => ['zh', 'en'].includes(pickLanguage(text))));
  });
});
