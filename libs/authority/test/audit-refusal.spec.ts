import { App2WxappError } from '@app2wxapp/core';
import { describe, expect, test } from '@jest/globals';
import { findOAuthError, unknownUser, WechatFailure, type AuthorityEvent } from '../src/index.js';
import { auditRefusal } from '../src/audit-refusal.js';

const WHERE = { userPoolId: 'a-pool', ip: '203.0.113.7', step: 'issue' } as const;

/** What is recorded of a step that throws, and what its caller receives. */
async function refuse(error: unknown) {
  const events: AuthorityEvent[] = [];
  const audit = { record: (event: AuthorityEvent) => void events.push(event) };
  const step = auditRefusal(audit, WHERE, () => Promise.reject(error as Error));
  return { events, thrown: await step.catch((caught: unknown) => caught) };
}

describe('a refusal', () => {
  test('is recorded by its code, and reaches the caller unchanged', async () => {
    const error = new App2WxappError('phone_required', 'Ask for a number.');
    const { events, thrown } = await refuse(error);
    expect(events).toEqual([{ type: 'refused', reason: 'phone_required', ...WHERE }]);
    expect(Object.keys(events[0] ?? {})).not.toContain('wechat');
    expect(thrown).toBe(error);
  });

  test('is recorded with WeChat’s code, also when that is the cause of the cause', async () => {
    const failure = new WechatFailure('wechat_unavailable', 'WeChat is away.', '45009');
    const cause = new Error('in between', { cause: failure });
    for (const error of [failure, new App2WxappError('wechat_unavailable', 'Try again.', { cause })]) {
      const { events } = await refuse(error);
      expect(events).toEqual([{ type: 'refused', reason: 'wechat_unavailable', ...WHERE, wechat: '45009' }]);
    }
    const { events } = await refuse(new App2WxappError('unavailable', 'Later.', { cause: 'no error' }));
    expect(events).toEqual([{ type: 'refused', reason: 'unavailable', ...WHERE }]);
  });

  test('of a ticket is not recorded a second time, nor is a mistake of the code', async () => {
    for (const error of [new App2WxappError('invalid_ticket', 'Log in again.'), new TypeError('a mistake')]) {
      expect(await refuse(error)).toEqual({ events: [], thrown: error });
    }
  });

  test('is not recorded when the step returns', async () => {
    const record = () => {
      throw new Error('nothing to record');
    };
    await expect(auditRefusal({ record }, WHERE, async () => 'done')).resolves.toBe('done');
  });
});

describe('an error at the OAuth endpoints', () => {
  test.each([
    ['invalid_request', 'invalid_request', 400],
    ['user_pool_not_found', 'invalid_client', 401],
    ['invalid_secret', 'invalid_client', 401],
    ['invalid_ticket', 'invalid_grant', 400],
    ['rate_limited', 'temporarily_unavailable', 429],
    ['unavailable', 'temporarily_unavailable', 503],
    ['internal', 'server_error', 500],
    ['of no list', 'server_error', 500],
  ])('%s is called %s, with the status %i', (code, error, status) => {
    expect(findOAuthError(code)).toEqual({ error, status });
  });

  test.each(['constructor', '__proto__', 'toString'])('%s is not found outside the list', (code) => {
    expect(findOAuthError(code)).toEqual({ error: 'server_error', status: 500 });
  });

  test('of a user that the pool does not have is 404', () => {
    expect(unknownUser()).toMatchObject({
      ...{ code: 'invalid_request', status: 404, message: 'The pool has no such user.' },
    });
  });
});
