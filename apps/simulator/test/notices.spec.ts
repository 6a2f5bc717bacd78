import { expect, test } from '@jest/globals';
import { NOTICE_TEXTS } from '../page/src/app/notice-texts.js';

test('each notice of the app is a sentence in both languages, and contains no bare code', () => {
  for (const [notice, text] of Object.entries(NOTICE_TEXTS)) {
    expect([notice, text.zh]).toEqual([notice, expect.stringMatching(/。$/)]);
    expect([notice, text.en]).toEqual([notice, expect.stringMatching(/ \w+\.$/)]);
    expect([notice, `${text.zh}${text.en}`.includes(notice)]).toEqual([notice, false]);
  }
});
