// Looks at each context are `equal` of Node: `expect` collects a stack each time, which takes longer than what it looks at.
import { deepEqual, equal, match } from 'node:assert/strict';
import { decodeExtMsg } from '@app2wxapp/core';
import { describe, expect, test } from '@jest/globals';
import { START, type ConsentContext } from '../src/consent-context.js';
import { step } from '../src/consent-machine.js';
import { describeConsent } from '../src/index.js';
import { EVENTS, move, open, T0 } from './consent-events.js';
import { BOUND_QUERY, PHONE_QUERY } from './fake-surroundings.js';

/** Every context that any sequence of the events can lead to, told apart by all but its times. */
function exploreAll(): ConsentContext[] {
  const found = new Map<string, ConsentContext>();
  const queue: ConsentContext[] = [START];
  for (let context = queue.pop(); context; context = queue.pop()) {
    const { wakeAt, expiresAt: _, renewUntil: __, ...rest } = context;
    const key = JSON.stringify({ ...rest, waits: wakeAt !== undefined });
    if (found.has(key)) continue;
    found.set(key, context);
    for (const [name, event] of Object.entries(EVENTS)) queue.push(move(context, name, event).context);
    queue.push(step(context, open(BOUND_QUERY), { now: T0, language: 'zh' }).context);
    queue.push(step(context, open(PHONE_QUERY), { now: T0, language: 'zh' }).context);
  }
  return [...found.values()];
}

describe('every reachable context', () => {
  const all = exploreAll();

  test('is one of many', () => {
    expect(all.length).toBeGreaterThan(100);
    expect(new Set(all.map(({ state }) => state.kind)).size).toBe(10);
  });

  test('has a way out: a button, a call in progress, or an explanation of how to start', () => {
    for (const { state, calling } of all) {
      const { actions, text, kind } = describeConsent(state, 'zh');
      const explains = (kind === 'explaining' || kind === 'wrong_scene') && text !== '';
      const busy = (kind === 'opening' || kind === 'working' || kind === 'saving') && calling !== undefined;
      deepEqual(
        { kind, out: actions.length > 0 || explains || busy || kind === 'idle' },
        { kind, out: true },
      );
    }
  });

  test('that has a ticket and no way back is sending the picture, or replacing the ticket', () => {
    for (const { state, appParameter, calling } of all) {
      if (state.kind === 'saving') {
        equal(calling, 'save_avatar');
        match(appParameter, /./);
      } else if (appParameter !== '') deepEqual([state.kind, calling], ['working', 'ask_ticket']);
    }
  });

  test('that is an ending offers the way back with an outcome that an app can read', () => {
    for (const { state } of all) {
      if (!('appParameter' in state)) continue;
      const status = { succeeded: 'success', denied: 'denied', failed: 'failed' }[state.kind];
      equal(decodeExtMsg(state.appParameter).status, status);
      const action = describeConsent(state, 'zh').actions.find(({ type }) => type === 'launch_app');
      equal(action?.appParameter, state.appParameter);
    }
  });

  test('has a primary button wherever it has any', () => {
    for (const { state } of all) {
      const { actions } = describeConsent(state, 'en');
      if (actions.length > 0) equal(actions.filter(({ primary }) => primary).length, 1);
    }
  });
});
