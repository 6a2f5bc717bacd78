import { expect, test } from '@jest/globals';
import { orderValues, prepare } from '../../src/database/statement.js';
import * as accounts from '../../src/store/account-statements.js';
import * as avatars from '../../src/store/avatar-statements.js';
import * as sessions from '../../src/store/session-statements.js';
import * as tickets from '../../src/store/ticket-statements.js';

test('each name has one number, in the order of appearance, and casts stay unchanged', () => {
  const { text, parameters } = prepare('example', 'SELECT $one::text, $two::text[] WHERE $one = $twoAndMore');
  expect(text).toBe('SELECT $1::text, $2::text[] WHERE $1 = $3');
  expect(parameters).toEqual(['one', 'two', 'twoAndMore']);
});

test('values are sent in the order of the numbers, whatever the order of their names; null is a value', () => {
  const statement = prepare<{ a: string; b: null }>('example', 'SELECT $b, $a');
  expect(orderValues(statement, { a: 'the value of a', b: null })).toEqual([null, 'the value of a']);
});

test('a missing value stops the statement, with a message without values', () => {
  const statement = prepare<{ a: string; b?: string }>('example', 'SELECT $a, $b');
  expect(() => orderValues(statement, { a: 'a secret' })).toThrow(/^The statement example takes b\.$/);
});

test('every statement of the store has a unique name and contains no number itself', () => {
  const isStatement = (value: unknown) =>
    typeof value === 'object' && value !== null && 'parameters' in value;
  const statements = [accounts, avatars, sessions, tickets]
    .flatMap((module) => Object.values(module) as unknown[])
    .flatMap((value) => (isStatement(value) ? [value] : (Object.values(value as object) as unknown[])))
    .filter(isStatement) as ReturnType<typeof prepare>[];
  const names = statements.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(15);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, text, parameters } of statements) {
    const numbers = [...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number));
    expect([name, Math.max(0, ...numbers)]).toEqual([name, parameters.length]);
  }
});
