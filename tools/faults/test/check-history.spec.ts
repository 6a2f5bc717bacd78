import { describe, expect, test } from '@jest/globals';
import type { Answer, Call } from '../src/history/call.js';
import { checkHistory } from '../src/history/check-history.js';
import { describeViolation } from '../src/history/describe-violation.js';

/** A call of a hundred milliseconds, answered with 200 unless something else is said. */
function call(
  start: number,
  operation: Call['operation'],
  about: Partial<Call> & { answer?: Partial<Answer> } = {},
): Call {
  return {
    client: 'c1',
    operation,
    pool: 'p1',
    start,
    end: start + 100,
    ...about,
    answer: { status: 200, ...about.answer },
  };
}

const issue = (start = 0, about: Partial<Call> = {}): Call =>
  call(start, 'issue', {
    launch: 'l1',
    user: 'u1',
    answer: { status: 201, ticket: 't1', lifetimeMs: 60_000 },
    ...about,
  });
const exchange = (start: number, about: Partial<Call> = {}, answer: Partial<Answer> = {}): Call =>
  call(start, 'exchange', {
    launch: 'l1',
    ticket: 't1',
    user: 'u1',
    ...about,
    answer: { session: 's1', loginNumber: 1, refresh: 'r1', ...answer },
  } as Partial<Call>);
const refuse = (start: number, about: Partial<Call> = {}): Call => ({
  ...exchange(start, about),
  answer: { status: 401, error: 'invalid_ticket' },
});
const claim = (start: number, about: Partial<Call> = {}): Call => ({
  ...exchange(start, about),
  operation: 'claim',
});
const introspect = (start: number, active: boolean): Call =>
  call(start, 'introspect', { session: 's1', answer: { status: 200, active } });
const revoke = (start: number, status = 200): Call =>
  call(start, 'revoke', { session: 's1', answer: { status } });
const refresh = (start: number, from: string, to: string, answer: Partial<Answer> = {}): Call =>
  call(start, 'refresh', { refresh: from, answer: { status: 200, session: 's1', refresh: to, ...answer } });

const find = (...history: Call[]) => checkHistory(history).map(({ damage, rule }) => `${damage}: ${rule}`);

describe('a history that keeps the rules', () => {
  test('has no violation', () => {
    expect(
      find(
        issue(),
        exchange(200, { key: 'k' }),
        exchange(400, { key: 'k' }, { refresh: 'r2' }),
        introspect(600, true),
        refresh(800, 'r2', 'r3'),
        revoke(1000),
        introspect(1200, false),
        refuse(1400),
      ),
    ).toEqual([]);
  });

  test('may leave the outcome of a call without a response open', () => {
    const broken = { status: 503 };
    const first = { ...exchange(200, { key: 'k' }), answer: broken };
    expect(find(issue(), first, exchange(400, { key: 'k' }))).toEqual([]);
    expect(find(issue(), exchange(200), revoke(400, 503), introspect(600, false))).toEqual([]);
    expect(find(issue(), exchange(200), revoke(400, 503), introspect(600, true))).toEqual([]);
  });

  test('may order calls that overlap either way', () => {
    expect(find(issue(), exchange(200), { ...revoke(400), end: 900 }, introspect(500, true))).toEqual([]);
    expect(find(issue(), { ...refuse(190), end: 500 }, exchange(200), introspect(700, false))).toEqual([]);
  });
});

describe('a planted violation is found', () => {
  test.each<[string, string[], Call[]]>([
    [
      'two logins of a ticket',
      ['doubled: A ticket logs in once'],
      [issue(), exchange(200), exchange(400, {}, { session: 's2', loginNumber: 2 })],
    ],
    [
      'a login that is repeated without its key',
      ['doubled: A ticket logs in once'],
      [issue(), exchange(200, { key: 'k' }), exchange(400, {}, { refresh: 'r2' })],
    ],
    [
      'an exchange and a claim of one launch',
      ['doubled: A ticket logs in once'],
      [
        issue(),
        exchange(200, { key: 'k' }),
        { ...claim(400, { key: 'j' }), answer: { status: 200, session: 's2', loginNumber: 2 } },
      ],
    ],
    [
      'a login of a ticket that is issued later',
      ['forbidden: A ticket is redeemed after it was issued'],
      [exchange(0), issue(200)],
    ],
    [
      'a login of a ticket that was never issued',
      ['forbidden: A ticket is redeemed after it was issued'],
      [exchange(0)],
    ],
    [
      'a login of a ticket that is expired',
      ['forbidden: A ticket is redeemed before it expires'],
      [issue(), exchange(60_101)],
    ],
    [
      'a login at another pool',
      ['forbidden: A ticket is redeemed at its own pool'],
      [issue(), exchange(200, { pool: 'p2' })],
    ],
    [
      'a login without the verifier',
      ['forbidden: A ticket is redeemed with the verifier of its launch'],
      [issue(), exchange(200, { isVerified: false })],
    ],
    [
      'a login that is gone',
      ['lost: A login that was answered stays, until it is revoked'],
      [issue(), exchange(200), introspect(400, false)],
    ],
    [
      'a login that is gone and back',
      ['stale: A login that was answered stays, until it is revoked'],
      [issue(), exchange(200), introspect(400, false), introspect(600, true)],
    ],
    [
      'a refresh token that is gone',
      ['lost: A login that was answered stays, until it is revoked'],
      [issue(), exchange(200), refresh(400, 'r1', '', { status: 400 })],
    ],
    [
      'a number that a user gets twice',
      ['lost: Each login of a user has a number of its own'],
      [
        issue(),
        exchange(200),
        issue(400, { launch: 'l2', answer: { status: 201, ticket: 't2', lifetimeMs: 60_000 } }),
        exchange(600, { launch: 'l2', ticket: 't2' }, { session: 's2' }),
      ],
    ],
    [
      'a ticket that is gone',
      ['lost: A ticket that was answered logs in while it is valid'],
      [issue(), refuse(200)],
    ],
    [
      'a repeat that is refused',
      ['lost: A ticket that was answered logs in while it is valid'],
      [issue(), exchange(200, { key: 'k' }), refuse(400, { key: 'k' })],
    ],
    [
      'a revocation that is undone',
      ['lost: A session that was revoked stays revoked'],
      [issue(), exchange(200), revoke(400), introspect(600, true)],
    ],
    [
      'a revocation that is undone and back',
      ['stale: A session that was revoked stays revoked'],
      [issue(), exchange(200), revoke(400), introspect(600, true), introspect(800, false)],
    ],
    [
      'a refresh after a revocation',
      ['lost: A session that was revoked stays revoked'],
      [issue(), exchange(200), revoke(400), refresh(600, 'r1', 'r2')],
    ],
    [
      'a replay that ends nothing',
      ['lost: A session that was revoked stays revoked'],
      [issue(), exchange(200), refuse(400), introspect(600, true)],
    ],
    [
      'a refresh token that is used twice',
      ['forked: A refresh token is used once'],
      [issue(), exchange(200), refresh(400, 'r1', 'r2'), refresh(600, 'r1', 'r3')],
    ],
    [
      'a refresh that changes the session',
      ['forked: A refresh keeps its session'],
      [issue(), exchange(200), refresh(400, 'r1', 'r2', { session: 's9' })],
    ],
    [
      'the use of a refresh token that was replaced',
      ['forked: A refresh token that a newer one replaced is refused'],
      [
        issue(),
        exchange(200, { key: 'k' }),
        exchange(400, { key: 'k' }, { refresh: 'r2' }),
        refresh(600, 'r1', 'r3'),
      ],
    ],
    [
      'a request that takes too long',
      ['hung: A request ends within 10000 ms'],
      [{ ...issue(), end: 10_001 }],
    ],
  ])('%s', (_name, expected, history) => {
    expect(find(...history)).toEqual(expected);
    expect(find(...[...history].reverse())).toEqual(expected);
  });

  test('a request without an end', () => {
    const { answer: _answer, ...open } = issue();
    expect(find(open)).toEqual(['hung: A request ends within 10000 ms']);
  });

  test('clocks that differ are allowed for', () => {
    expect(checkHistory([issue(), exchange(60_101)], { skewMs: 1000 })).toEqual([]);
  });

  test('and is printed with its part of the history', () => {
    const [violation] = checkHistory([issue(), exchange(200), introspect(400, false), revoke(600)]);
    if (!violation) throw new Error('nothing was found');
    expect(describeViolation(violation)).toBe(
      [
        'lost: A login that was answered stays, until it is revoked. But:',
        '  0.200–0.300 s c1 exchange at p1 launch=l1 ticket=t1 user=u1 → 200 session=s1 loginNumber=1 refresh=r1',
        '  0.400–0.500 s c1 introspect at p1 session=s1 → 200 active=false',
      ].join('\n'),
    );
  });
});
