import { describe, expect, it } from '@jest/globals';
import { decodeExtMsg } from '@app2wxapp/core';
import { createConsentFlow } from '../src/index.js';
import {
  BOUND_QUERY,
  FROM_APP,
  PHONE_QUERY,
  POOL_ID,
  QUERY,
  STATE,
  TICKET,
  answer,
  createFakeSurroundings,
  poolAnswer,
  refusal,
  settled,
  ticketAnswer,
} from './fake-surroundings.js';

const LOST = new Error('request:fail');

function setUp(options: { readonly language?: 'zh' | 'en' } = {}) {
  const fake = createFakeSurroundings();
  const flow = createConsentFlow({ port: fake.port, authority: 'https://login.example.com/', ...options });
  return { fake, flow };
}

async function setUpAsking(query: object = QUERY) {
  const { fake, flow } = setUp();
  flow.open(query, FROM_APP);
  await fake.answer('pool', poolAnswer());
  return { fake, flow };
}

async function setUpSucceeded(query: object = QUERY, expiresIn = 120) {
  const { fake, flow } = await setUpAsking(query);
  flow.agree();
  await fake.answer('login', 'LOGINCODE');
  await fake.answer('ticket', ticketAnswer(TICKET, expiresIn));
  return { fake, flow };
}

function outcomeOf(flow: ReturnType<typeof setUp>['flow']) {
  return 'appParameter' in flow.state ? decodeExtMsg(flow.state.appParameter) : undefined;
}

describe('what it asks the authority', () => {
  it('reads the pool in the language of the page', () => {
    const { fake, flow } = setUp({ language: 'en' });
    flow.open(QUERY, FROM_APP);
    expect(fake.pending.map(({ request }) => request)).toEqual([
      {
        method: 'GET',
        url: `https://login.example.com/oauth/app2wxapp/pools/${POOL_ID}`,
        headers: { accept: 'application/json', 'accept-language': 'en' },
        timeoutMs: 10_000,
      },
    ]);
  });

  it('sends everything that the launch brought, and a fresh login code', async () => {
    const { fake, flow } = await setUpAsking({ ...BOUND_QUERY, getPhone: '1', useSelfWxapp: '1' });
    flow.agreeWithPhone({ errMsg: 'getPhoneNumber:ok', code: 'PHONECODE' });
    await fake.answer('login', 'LOGINCODE');
    const request = fake.pending[0]?.request;
    expect(request?.url).toBe(`https://login.example.com/oauth/app2wxapp/tickets/${POOL_ID}`);
    expect(request?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(request?.body ?? '')).toEqual({
      loginCode: 'LOGINCODE',
      phoneCode: 'PHONECODE',
      useSelfWxapp: true,
      scene: 1069,
      sourceAppId: FROM_APP.referrerInfo.appId,
      state: STATE,
      codeChallenge: 'C'.repeat(43),
    });
  });

  it('sends no phone code and no binding where there is none', async () => {
    const { fake, flow } = await setUpAsking(PHONE_QUERY);
    flow.agree();
    await fake.answer('login', 'LOGINCODE');
    expect(Object.keys(JSON.parse(fake.pending[0]?.request?.body ?? '{}') as object)).toEqual([
      'loginCode',
      'useSelfWxapp',
      'scene',
      'sourceAppId',
    ]);
  });

  it.each([
    ['  小明 ', '小明'],
    ['x'.repeat(80), 'x'.repeat(64)],
    ['x' + '😀'.repeat(40), 'x' + '😀'.repeat(31)],
  ])('sends the nickname that the user typed in: "%s" as "%s"', async (typed, sent) => {
    const { fake, flow } = await setUpAsking(PHONE_QUERY);
    flow.agreeWithPhone({ code: 'PHONECODE' }, { nickname: typed });
    await fake.answer('login', 'LOGINCODE');
    expect(JSON.parse(fake.pending[0]?.request?.body ?? '')).toMatchObject({
      phoneCode: 'PHONECODE',
      profile: { nickname: sent },
    });
  });

  it('sends no profile when the user left the nickname empty', async () => {
    const { fake, flow } = await setUpAsking();
    flow.agree({ nickname: '  ' });
    await fake.answer('login', 'LOGINCODE');
    expect(fake.pending[0]?.request?.body).not.toContain('profile');
  });

  it('reports a refusal of a bound launch, and is content when that gets lost', async () => {
    const { fake, flow } = await setUpAsking(BOUND_QUERY);
    flow.refuse();
    expect(fake.pending[0]?.request?.url).toMatch(new RegExp(`/denials/${POOL_ID}$`));
    expect(fake.pending[0]?.request?.body).toBe(JSON.stringify({ state: STATE }));
    await fake.answer('denial', LOST);
    expect(outcomeOf(flow)).toEqual({ status: 'denied', message: '用户取消授权', state: STATE });
  });
});

describe('how it ends', () => {
  it('with a ticket and the state of the launch', async () => {
    const { flow } = await setUpSucceeded(BOUND_QUERY);
    expect(outcomeOf(flow)).toEqual({ status: 'success', ticket: TICKET, message: '授权成功', state: STATE });
  });

  it.each([
    ['user_pool_not_found', 'user_pool_not_found', 2224],
    ['app_not_allowed', 'app_not_allowed', 1001],
    ['user_blocked', 'user_blocked', 2005],
    ['rate_limited', 'rate_limited', 429],
    ['wechat_unavailable', 'wechat_unavailable', 1000],
    ['invalid_request', 'invalid_launch', 2231],
    ['login_denied', 'internal', 1000],
  ])('with a code that the app can read when the authority says %s', async (error, problem, code) => {
    const { fake, flow } = await setUpAsking(BOUND_QUERY);
    flow.agree();
    await fake.answer('login', 'LOGINCODE');
    await fake.answer('ticket', refusal(error));
    expect(flow.state).toMatchObject({ kind: 'failed', problem });
    expect(outcomeOf(flow)).toMatchObject({ status: 'failed', code, state: STATE });
  });

  it.each([
    ['wx.login fails', 'login', LOST, 'wechat_unavailable'],
    ['wx.login gives no code', 'login', '', 'wechat_unavailable'],
    ['the answer is a web page', 'ticket', { status: 502, body: '<html>' }, 'internal'],
    ['the answer has no ticket', 'ticket', answer(201, {}), 'internal'],
    ['the request fails', 'ticket', LOST, 'network_error'],
  ] as const)('with a failure that may pass when %s', async (_, kind, value, problem) => {
    const { fake, flow } = await setUpAsking();
    flow.agree();
    if (kind === 'ticket') await fake.answer('login', 'LOGINCODE');
    await fake.answer(kind, value);
    expect(flow.state).toMatchObject({ kind: 'failed', problem, canRetry: true });
    flow.retry();
    expect(flow.state.kind).toBe('asking');
  });

  it('with a message that is cut rather than an extMsg that is too large', async () => {
    const { fake, flow } = await setUpAsking();
    flow.agree();
    await fake.answer('login', 'LOGINCODE');
    await fake.answer('ticket', answer(201, { ticket: TICKET, expiresIn: 120, message: '好'.repeat(5_000) }));
    expect(outcomeOf(flow)).toMatchObject({ status: 'success', message: '好'.repeat(200) });
  });
});

describe('a login code that WeChat no longer knows', () => {
  it('is replaced once without a word, together with the same phone code', async () => {
    const { fake, flow } = await setUpAsking(PHONE_QUERY);
    flow.agreeWithPhone({ code: 'PHONECODE' });
    await fake.answer('login', 'OLDCODE');
    await fake.answer('ticket', refusal('invalid_login_code', 401));
    expect(flow.state.kind).toBe('working');
    await fake.answer('login', 'NEWCODE');
    expect(JSON.parse(fake.pending[0]?.request?.body ?? '')).toMatchObject({
      loginCode: 'NEWCODE',
      phoneCode: 'PHONECODE',
    });
    await fake.answer('ticket', ticketAnswer());
    expect(flow.state.kind).toBe('succeeded');
  });

  it('is not replaced a second time', async () => {
    const { fake, flow } = await setUpAsking();
    flow.agree();
    for (const code of ['OLDCODE', 'NEWCODE']) {
      await fake.answer('login', code);
      await fake.answer('ticket', refusal('invalid_login_code', 401));
    }
    expect(fake.pending).toHaveLength(0);
    expect(flow.state).toMatchObject({ kind: 'failed', problem: 'invalid_login_code', canRetry: true });
  });
});

describe('a ticket that expires while the user lingers', () => {
  it('is replaced before its end, and stays on offer until the new one is there', async () => {
    const { fake, flow } = await setUpSucceeded();
    fake.advance(89_000);
    expect(fake.pending).toHaveLength(0);
    fake.advance(1_000);
    await fake.answer('login', 'LATERCODE');
    expect(outcomeOf(flow)).toMatchObject({ ticket: TICKET });
    await fake.answer('ticket', ticketAnswer('N'.repeat(43)));
    expect(outcomeOf(flow)).toMatchObject({ ticket: 'N'.repeat(43) });
  });

  it('is never on offer after its end', async () => {
    const { fake, flow } = await setUpSucceeded(QUERY, 10);
    for (let second = 0; second < 60; second += 1) {
      fake.advance(1_000);
      await settled();
      if (second >= 9) expect(flow.state.kind).toBe('working');
    }
    expect(flow.state).toMatchObject({ kind: 'working', slow: true });
  });

  it('stays on offer when the new one cannot be had yet, and is asked for again at its end', async () => {
    const { fake, flow } = await setUpSucceeded();
    fake.advance(90_000);
    await fake.answer('login', LOST);
    expect(outcomeOf(flow)).toMatchObject({ ticket: TICKET });
    fake.advance(30_000);
    expect(flow.state.kind).toBe('working');
    await fake.answer('login', LOST);
    expect(flow.state).toMatchObject({ kind: 'failed', problem: 'wechat_unavailable' });
  });

  it('is replaced for ten minutes and no longer', async () => {
    const { fake, flow } = await setUpSucceeded();
    let tickets = 1;
    for (let minute = 0; minute < 30; minute += 1) {
      fake.advance(30_000);
      await settled();
      if (fake.pending.length === 0) continue;
      tickets += 1;
      await fake.answer('login', 'LATERCODE');
      await fake.answer('ticket', ticketAnswer());
    }
    expect(tickets).toBe(7);
    expect(flow.state).toMatchObject({ kind: 'failed', problem: 'login_expired', canRetry: true });
  });
});

describe('a second launch while the first is open', () => {
  it('takes its place, and what the first still waits for is dropped', async () => {
    const { fake, flow } = await setUpAsking();
    flow.agree();
    await fake.answer('login', 'LOGINCODE');
    flow.open({ ...QUERY, userPoolId: 'another' }, FROM_APP);
    expect(flow.state.kind).toBe('opening');
    await fake.answer('ticket', ticketAnswer());
    expect(flow.state.kind).toBe('opening');
    await fake.answer('pool', poolAnswer());
    expect(flow.state.kind).toBe('asking');
  });

  it('is not taken for the first: an answer that belongs to that one is dropped', async () => {
    const { fake, flow } = setUp();
    flow.open(QUERY, FROM_APP);
    flow.open({ ...QUERY, userPoolId: 'another' }, FROM_APP);
    await fake.answer('pool', poolAnswer(true));
    expect(flow.state.kind).toBe('opening');
    await fake.answer('pool', poolAnswer(false));
    expect(flow.state).toMatchObject({ kind: 'asking', phone: 'unwanted' });
  });

  it('from a share card ends the first without a login', async () => {
    const { flow } = await setUpAsking();
    flow.open(QUERY, { scene: 1007 });
    expect(flow.state.kind).toBe('wrong_scene');
    flow.agree();
    expect(flow.state.kind).toBe('wrong_scene');
  });
});

describe('the flow itself', () => {
  it('goes on by itself when the network is back', async () => {
    const { fake, flow } = setUp();
    flow.open(QUERY, FROM_APP);
    await fake.answer('pool', LOST);
    expect(flow.state).toMatchObject({ kind: 'failed', problem: 'network_error' });
    fake.setOnline(false);
    fake.setOnline(true);
    expect(flow.state.kind).toBe('opening');
    await fake.answer('pool', poolAnswer());
    expect(flow.state).toMatchObject({ kind: 'asking', offline: false });
  });

  it('says so after three seconds when the authority is slow', () => {
    const { fake, flow } = setUp();
    flow.open(QUERY, FROM_APP);
    fake.advance(2_999);
    expect(flow.state).toEqual({ kind: 'opening', slow: false });
    fake.advance(1);
    expect(flow.state).toEqual({ kind: 'opening', slow: true });
  });

  it('does nothing more once it is closed', async () => {
    const { fake, flow } = await setUpAsking();
    flow.close();
    flow.agree();
    flow.open(QUERY, FROM_APP);
    fake.setOnline(false);
    await settled();
    expect([flow.state.kind, fake.pending.length]).toEqual(['asking', 0]);
  });

  it('tells a listener of every change until it is told to stop', async () => {
    const { fake, flow } = setUp();
    const kinds: string[] = [];
    const stop = flow.subscribe(({ kind }) => kinds.push(kind));
    flow.open(QUERY, FROM_APP);
    await fake.answer('pool', poolAnswer());
    flow.retry();
    stop();
    flow.refuse();
    expect(kinds).toEqual(['opening', 'asking']);
  });

  it.each(['', 'login.example.com', 'https://login.example.com/path', 'ftp://login.example.com'])(
    'refuses "%s" as an authority',
    (authority) => {
      const { port } = createFakeSurroundings();
      expect(() => createConsentFlow({ port, authority })).toThrow(
        expect.objectContaining({ code: 'invalid_options' }),
      );
    },
  );
});
