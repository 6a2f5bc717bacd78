// Looks at each move are `equal` of Node: `expect` collects a stack each time, which takes as long as the moves do.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeExtMsg } from '@app2wxapp/core';
import { createConsentFlow, describeConsent, type ConsentFlow, type ConsentState } from '../src/index.js';
import {
  BOUND_QUERY,
  FROM_APP,
  PHONE_QUERY,
  QUERY,
  answer,
  createFakeSurroundings,
  poolAnswer,
  refusal,
  settled,
  ticketAnswer,
} from './fake-surroundings.js';

type Fake = ReturnType<typeof createFakeSurroundings>;
interface Run {
  readonly flow: ConsentFlow;
  readonly fake: Fake;
  /** Launches so far; each has its own pool id, by which its requests are told from another's. */
  launches: number;
}
type Move = { readonly name: string; readonly run: (run: Run) => void };

const SCENES = [1069, 1069, 1069, 1069, 1007];
const QUERIES = [QUERY, QUERY, QUERY, QUERY, PHONE_QUERY, BOUND_QUERY, {}, { fromApp: '1' }];
const DETAILS = [
  { errMsg: 'getPhoneNumber:ok', code: 'PHONECODE' },
  { errMsg: 'getPhoneNumber:fail user deny' },
  { errMsg: 'getPhoneNumber:fail', errno: 104 },
  { errMsg: 'getPhoneNumber:fail', errno: 1400001 },
  {},
];
const LOST = new Error('request:fail');
const ANSWERS: Record<string, readonly unknown[]> = {
  login: [...Array<string>(8).fill('LOGINCODE'), '', LOST],
  pool: [
    poolAnswer(),
    poolAnswer(),
    poolAnswer(true),
    poolAnswer(false, true),
    poolAnswer(false, true),
    refusal('user_pool_not_found', 404),
    answer(200, {}),
    LOST,
  ],
  ticket: [
    ...Array<unknown>(5).fill(ticketAnswer()),
    ...Array<unknown>(5).fill(ticketAnswer(undefined, 120, { avatarTicket: 'A' })),
    ticketAnswer('U'.repeat(43), 10),
    ticketAnswer('a&b'),
    ticketAnswer('x', -5),
    refusal('invalid_login_code', 401),
    refusal('phone_required', 403),
    refusal('login_denied', 403),
    refusal('rate_limited', 429),
    { status: 502, body: '<html>' },
    LOST,
  ],
  denial: [answer(200, {}), LOST],
  avatar: [answer(201, {}), refusal('invalid_request', 413), answer(200, {}), LOST],
};

const method = (
  name: 'agree' | 'refuse' | 'retry' | 'launched' | 'show' | 'hide' | 'removeAvatar',
): Move => ({
  name,
  run: ({ flow }: Run) => flow[name](),
});

const moves = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('agree' as const, 'retry' as const).map(method) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('launched' as const, 'show' as const, 'hide' as const).map(method),
  },
  { weight: 1, arbitrary: fc.constantFrom('refuse' as const, 'removeAvatar' as const).map(method) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('wxfile://a.jpg', 'wxfile://b.jpg', '').map((avatarUrl) => ({
      name: `avatar ${avatarUrl}`,
      run: ({ flow }: Run) => flow.chooseAvatar({ avatarUrl }),
    })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...QUERIES), fc.constantFrom(...SCENES)).map(([query, scene]) => ({
      name: `open ${JSON.stringify(query)} at ${scene}`,
      run: (run: Run) => {
        run.launches += 1;
        const named = 'userPoolId' in query ? { ...query, userPoolId: `pool${run.launches}` } : query;
        run.flow.open(named, { ...FROM_APP, scene });
      },
    })),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...DETAILS).map((detail) => ({
      name: `phone ${JSON.stringify(detail)}`,
      run: ({ flow }: Run) => flow.agreeWithPhone(detail),
    })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('launchApp:fail invalid scene', 'launchApp:fail').map((errMsg) => ({
      name: errMsg,
      run: ({ flow }: Run) => flow.launchFailed({ errMsg }),
    })),
  },
  {
    weight: 1,
    arbitrary: fc.boolean().map((online) => ({
      name: online ? 'online' : 'offline',
      run: ({ fake }: Run) => fake.setOnline(online),
    })),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(1, 3_000, 30_000, 95_000, 120_000, 700_000).map((ms) => ({
      name: `advance ${ms}`,
      run: ({ fake }: Run) => fake.advance(ms),
    })),
  },
  {
    weight: 16,
    arbitrary: fc.tuple(fc.nat(2), fc.nat(1_000)).map(([which, what]) => ({
      name: `answer #${which} with ${what}`,
      run: ({ fake }: Run) => {
        const entry = fake.pending[which % Math.max(1, fake.pending.length)];
        if (entry === undefined) return;
        const answers = ANSWERS[entry.kind] as readonly unknown[];
        const value = answers[what % answers.length];
        if (value instanceof Error) entry.reject(value);
        else entry.resolve(value);
      },
    })),
  },
);

type Look = (run: Run, move: Move, states: readonly ConsentState[]) => void;

/** Runs the moves after a launch whose pool is known, and looks at every state on the way. */
async function play(sequence: readonly Move[], look: Look): Promise<Run> {
  const fake = createFakeSurroundings();
  const flow = createConsentFlow({ port: fake.port, authority: 'https://login.example.com' });
  const run: Run = { flow, fake, launches: 0 };
  const states: ConsentState[] = [];
  flow.subscribe((state) => states.push(state));
  flow.open({ ...BOUND_QUERY, getPhone: '1', userPoolId: 'pool0' }, FROM_APP);
  await fake.answer('pool', poolAnswer(false, true));
  flow.chooseAvatar({ avatarUrl: 'wxfile://a.jpg' });
  for (const move of sequence) {
    states.length = 0;
    move.run(run);
    await settled();
    look(run, move, [...states, flow.state]);
  }
  return run;
}

async function forAll(check: (sequence: readonly Move[]) => Promise<void>): Promise<void> {
  const sequences = fc
    .array(moves, { minLength: 20, maxLength: 80, size: 'max' })
    .map((sequence) =>
      Object.assign(sequence, { [fc.toStringMethod]: () => sequence.map(({ name }) => name).join(' | ') }),
    );
  await fc.assert(fc.asyncProperty(sequences, check), { numRuns: 1_000 });
}

describe('whatever happens, in whatever order', () => {
  test('two tickets are never requested for one launch at the same time', async () => {
    let asked = 0;
    await forAll(async (sequence) => {
      await play(sequence, ({ fake }) => {
        const urls = fake.pending.filter(({ kind }) => kind === 'ticket').map(({ request }) => request?.url);
        asked += urls.length;
        equal(new Set(urls).size, urls.length);
      });
    });
    expect(asked).toBeGreaterThan(1_000);
  }, 60_000);

  test('a picture is sent at most once for each time the user agreed, and only before the way back is offered', async () => {
    let sent = 0;
    await forAll(async (sequence) => {
      let agreed = 0;
      let sentNow = 0;
      const seen = new Set<object>();
      await play(sequence, ({ fake, flow }, { name }) => {
        if (name.startsWith('open')) [agreed, sentNow] = [0, 0];
        if (name === 'agree' || name.startsWith('phone')) agreed += 1;
        const fresh = fake.pending.filter((entry) => entry.kind === 'avatar' && !seen.has(entry));
        for (const entry of fresh) seen.add(entry);
        sentNow += fresh.length;
        sent += fresh.length;
        ok(sentNow <= agreed);
        if (fresh.length > 0) equal(flow.state.kind, 'saving');
      });
    });
    expect(sent).toBeGreaterThan(20);
  }, 60_000);

  test('an app-parameter is never empty, and matches the state', async () => {
    let endings = 0;
    await forAll(async (sequence) => {
      await play(sequence, (_run, _move, states) => {
        for (const state of states) {
          const back = describeConsent(state, 'en').actions.filter(({ type }) => type === 'launch_app');
          equal(back.length, 'appParameter' in state ? 1 : 0);
          if (!('appParameter' in state)) continue;
          endings += 1;
          const status = { succeeded: 'success', denied: 'denied', failed: 'failed' }[state.kind];
          equal(decodeExtMsg(state.appParameter).status, status);
        }
      });
    });
    expect(endings).toBeGreaterThan(1_000);
  }, 60_000);

  test('a launch has one outcome: once the user left with it, no other ticket and no other outcome follows', async () => {
    let departures = 0;
    await forAll(async (sequence) => {
      let launch = 0;
      let tapped = false;
      let told: string | undefined;
      await play(sequence, ({ flow, launches }, { name }, states) => {
        if (launches !== launch) [launch, tapped, told] = [launches, false, undefined];
        for (const state of states) {
          const offered = 'appParameter' in state ? state.appParameter : undefined;
          tapped &&= offered !== undefined;
          const over = state.kind === 'failed' && !state.canRetry;
          if (told !== undefined && !over) equal(offered, told);
        }
        if (name === 'launched') tapped = 'appParameter' in flow.state;
        if (name.startsWith('launchApp:fail')) tapped = false;
        if (name !== 'hide' || !tapped || !('appParameter' in flow.state)) return;
        told ??= flow.state.appParameter;
        departures += 1;
      });
    });
    expect(departures).toBeGreaterThan(50);
  }, 60_000);

  test('nothing hangs and no rejection is unhandled: once all calls have a response, the user can act', async () => {
    const unseen: unknown[] = [];
    const note = (reason: unknown) => unseen.push(reason);
    process.on('unhandledRejection', note);
    await forAll(async (sequence) => {
      const { fake, flow } = await play(sequence, () => undefined);
      for (let entry = fake.pending[0]; entry; entry = fake.pending[0]) {
        entry.resolve(
          {
            login: 'CODE',
            pool: poolAnswer(),
            ticket: ticketAnswer(),
            denial: answer(200, {}),
            avatar: answer(201, {}),
          }[entry.kind],
        );
        await settled();
      }
      ok(!['opening', 'working', 'saving'].includes(flow.state.kind));
      flow.close();
      deepEqual([fake.timers.size, fake.networkListeners.size], [0, 0]);
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', note);
    expect(unseen).toEqual([]);
  }, 60_000);
});
