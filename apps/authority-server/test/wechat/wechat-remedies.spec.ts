import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { REMEDIES } from '../../src/wechat/wechat-remedies.js';

const page = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8');

test.each(Object.keys(REMEDIES))('errors.md has a remedy for %s', (detail) => {
  expect(page.split('### What WeChat refused')[1]).toContain(`\`${detail}\``);
});
