import { expect, test } from '@jest/globals';
import { groupByLanguage, type TextPair } from '../src/index.js';

const TEXTS = groupByLanguage({
  back: { zh: '返回', en: 'Back' },
  hello: { zh: (name: string) => `你好，${name}`, en: (name: string) => `Hello, ${name}` },
  steps: [{ aheadMs: 1000, label: { zh: '一秒', en: '1 s' } }],
  prompt: { allow: { zh: '允许', en: 'Allow' } } satisfies Record<'allow', TextPair>,
});

test('texts in pairs are selected by one language: groups, lists and functions too', () => {
  expect(TEXTS.zh.back).toBe('返回');
  expect(TEXTS.en.hello('Ada')).toBe('Hello, Ada');
  expect(TEXTS.en.steps).toEqual([{ aheadMs: 1000, label: '1 s' }]);
  expect(TEXTS.zh.prompt).toEqual({ allow: '允许' });
});

test('a group may have the name of one language, and an empty group stays empty', () => {
  const texts = { of: { zh: { zh: '中文', en: 'Chinese' } } } as const;
  expect(groupByLanguage(texts).en).toEqual({ of: { zh: 'Chinese' } });
  expect(groupByLanguage({ none: null } as unknown as { none: 0 }).zh).toEqual({ none: null });
});

test('a text without its other language does not compile', () => {
  // @ts-expect-error: English is missing
  groupByLanguage({ back: { zh: '返回' } });
  // @ts-expect-error: a text of neither language
  groupByLanguage({ back: 'Back' });
  // @ts-expect-error: no such name
  expect(TEXTS.en.next).toBeUndefined();
});
