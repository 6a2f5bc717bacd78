import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OneTimeCodes } from '../src/wechat/one-time-codes.js';
import { AccessTokens } from '../src/wechat/access-tokens.js';
import { isRefusal } from '../src/wechat/wechat-errors.js';

const MINUTE_MS = 60_000;

test('a code is valid until it is used or five minutes old, whatever else happens', () => {
  const step = fc.oneof(
    fc.record({ type: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 2 * MINUTE_MS }) }),
    fc.record({ type: fc.constant('create' as const) }),
    fc.record({ type: fc.constant('use' as const), index: fc.nat(20) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let now = 0;
      let count = 0;
      const codes = new OneTimeCodes<number>(
        () => `code-${(count += 1)}`,
        () => now,
      );
      const model: { code: string; createdAt: number; used: boolean }[] = [];
      for (const one of steps) {
        if (one.type === 'wait') now += one.ms;
        if (one.type === 'create')
          model.push({ code: codes.create(model.length), createdAt: now, used: false });
        const chosen = one.type === 'use' ? model[one.index % Math.max(model.length, 1)] : undefined;
        if (chosen !== undefined && codes.find(chosen.code).status === 'valid') {
          codes.use(chosen.code);
          chosen.used = true;
        }
        for (const [owner, { code, createdAt, used }] of model.entries()) {
          const isOver = now - createdAt >= 5 * MINUTE_MS;
          const expected = isOver ? { status: 'unknown' } : { status: used ? 'used' : 'valid', owner };
          expect(codes.find(code)).toEqual(expected);
        }
      }
    }),
  );
});

test('whenever it is requested, the access token is accepted for all the seconds of its lifetime', () => {
  const miniProgram = { appId: 'wx0000000000000001', secret: '', userName: '', openPlatform: null };
  const waits = fc.array(fc.integer({ min: 0, max: 8_000_000 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(waits, (times) => {
      let now = 0;
      const tokens = new AccessTokens(() => now);
      for (const ms of times) {
        now += ms;
        const { access_token, expires_in } = tokens.get(miniProgram);
        expect(expires_in).toBeGreaterThanOrEqual(300);
        expect(expires_in).toBeLessThanOrEqual(7200);
        expect(isRefusal(tokens.check(access_token))).toBe(false);
        now += expires_in * 1000 - 1;
        expect(isRefusal(tokens.check(access_token))).toBe(false);
        now -= expires_in * 1000 - 1;
      }
    }),
  );
});
