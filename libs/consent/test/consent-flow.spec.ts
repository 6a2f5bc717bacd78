import { describe, expect, test } from '@jest/globals';
import { decodeExtMsg } from '@app2wxapp/core';
import { createConsentFlow, describeConsent } from '../src/index.js';
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

describe('its requests to the authority', () => {
  test('read the pool in the language of the page', () => {
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

  test('contain everything that the launch brought, and a fresh login code', async () => {
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

  test('contain no phone code and no binding without one', async () => {
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

  test.each([
    ['  小明 ', '小明'],
    ['x'.repeat(80), 'x'.repeat(64)],
    ['x' + '😀'.repeat(40), 'x' + '😀'.repeat(31)],
  ])('contain the nickname that the user entered: "%s" as "%s"', async (typed, sent) => {
    const { fake, flow } = await setUpAsking(PHONE_QUERY);
    flow.agreeWithPhone({ code: 'PHONECODE' }, { nickname: typed });
    await fake.answer('login', 'LOGINCODE');
    expect(JSON.parse(fake.pending[0]?.request?.body ?? '')).toMatchObject({
      phoneCode: 'PHONECODE',
      profile: { nickname: sent },
    });
  });

  test('contain no profile when the user left the nickname empty', async () => {
    const { fake, flow } = await setUpAsking();
    flow.agree({ nickname: '  ' });
    await fake.answer('login', 'LOGINCODE');
    expect(fake.pending[0]?.request?.body).not.toContain('profile');
  });

  test('report a denial of a bound launch, which may get lost', async () => {
    const { fake, flow } = await setUpAsking(BOUND_QUERY);
    flow.refuse();
    expect(fake.pending[0]?.request?.url).toMatch(new RegExp(`/denials/${POOL_ID}$`));
    expect(fake.pending[0]?.request?.body).toBe(JSON.stringify({ state: STATE }));
    await fake.answer('denial', LOST);
    expect(outcomeOf(flow)).toEqual({ status: 'denied', message: '用户取消授权', state: STATE });
  });
});

describe('its outcome', () => {
  test('is a ticket with the state of the launch', async () => {
    const { flow } = await setUpSucceeded(BOUND_QUERY);
    expect(outcomeOf(flow)).toEqual({ status: 'success', ticket: TICKET, message: '授权成功', state: STATE });
  });

  test.each([
    ['user_pool_not_found', 'user_pool_not_found', 2224],
    ['app_not_allowed', 'app_not_allowed', 1001],
    ['user_blocked', 'user_blocked', 2005],
    ['rate_limited', 'rate_limited', 429],
    ['wechat_unavailable', 'wechat_unavailable', 1000],
    ['invalid_request', 'invalid_launch', 2231],
    ['login_denied', 'internal', 1000],
  ])('is a code that the app can read when the authority responds with %s', async (error, problem, code) => {
    const { fake, flow } = await setUpAsking(BOUND_QUERY);
    flow.agree();
    await fake.answer('login', 'LOGINCODE');
    await fake.answer('ticket', refusal(error));
    expect(flow.state).toMatchObject({ kind: 'failed', problem });
    expect(outcomeOf(flow)).toMatchObject({ status: 'failed', code, state: STATE });
  });

  test.each([
    ['wx.login fails', 'login', LOST, 'network_error'],
    ['wx.login gives no code', 'login', '', 'wechat_unavailable'],
    ['the answer is a web page', 'ticket', { status: 502, body: '<html>' }, 'internal'],
    ['the answer has no ticket', 'ticket', answer(201, {}), 'internal'],
    ['the request fails', 'ticket', LOST, 'network_error'],
  ] as const)('is a temporary failure when %s', async (_, kind, value, problem) => {
    const { fake, flow } = await setUpAsking();
    flow.agree();
    if (kind === 'ticket') await fake.answer('login', 'LOGINCODE');
    await fake.answer(kind, value);
    expect(flow.state).toMatchObject({ kind: 'failed', problem, canRetry: true });
    flow.retry();
    expect(flow.state.kind).toBe('asking');
  });

  test('has a message that is cut so that the extMsg is not too large', async () => {
    const { fake, flow } = await setUpAsking();
    flow.agree();
    await fake.answer('login', 'LOGINCODE');
    await fake.answer('ticket', answer(201, { ticket: TICKET, expiresIn: 120, message: '好'.repeat(5_000) }));
    expect(outcomeOf(flow)).toMatchObject({ status: 'success', message: '好'.repeat(200) });
  });
});

const PICTURE = 'wxfile://tmp_picture.jpg';
const ASKED = { avatarTicket: 'AVATARTICKET' };

/** The user has chosen a picture, agreed, and there is a ticket. */
async function setUpSaving(query: object = QUERY) {
  const { fake, flow } = setUp();
  flow.open(query, FROM_APP);
  await fake.answer('pool', poolAnswer(false, true));
  flow.chooseAvatar({ avatarUrl: PICTURE });
  flow.agree();
  await fake.answer('login', 'LOGINCODE');
  await fake.answer('ticket', ticketAnswer(TICKET, 120, ASKED));
  return { fake, flow };
}

describe('a picture that the user chose', () => {
  test('is sent once the ticket was issued, with the avatar ticket of the authority, and before the way back is offered', async () => {
    const { fake, flow } = await setUpSaving(BOUND_QUERY);
    expect(flow.state).toMatchObject({ kind: 'saving', slow: false });
    expect(fake.pending.map(({ upload }) => upload)).toEqual([
      {
        avatar: PICTURE,
        url: `https://login.example.com/oauth/app2wxapp/avatars/${POOL_ID}`,
        headers: {
          accept: 'application/json',
          authorization: 'Bearer AVATARTICKET',
          'content-type': 'application/octet-stream',
        },
        timeoutMs: 6_000,
      },
    ]);
    await fake.answer('avatar', answer(201, { photo: 'https://login.example.com/avatars/a' }));
    expect(outcomeOf(flow)).toEqual({ status: 'success', ticket: TICKET, message: '授权成功', state: STATE });
    expect(describeConsent(flow.state, 'en').notice).toBe('');
  });

  test('leaves the device only after the user agreed, and not at all when it was removed or changed', async () => {
    const { fake, flow } = setUp();
    flow.open(QUERY, FROM_APP);
    await fake.answer('pool', poolAnswer(false, true));
    flow.chooseAvatar({ avatarUrl: 'wxfile://first.jpg' });
    flow.chooseAvatar({ avatarUrl: PICTURE });
    flow.removeAvatar();
    expect(flow.state).toMatchObject({ avatar: '' });
    expect(fake.pending).toEqual([]);
    flow.agree();
    await fake.answer('login', 'LOGINCODE');
    await fake.answer('ticket', ticketAnswer(TICKET, 120, ASKED));
    expect(flow.state.kind).toBe('succeeded');
  });

  test('is unchanged when the user cancels the choice', async () => {
    const { fake, flow } = setUp();
    flow.open(QUERY, FROM_APP);
    await fake.answer('pool', poolAnswer(false, true));
    flow.chooseAvatar({ avatarUrl: PICTURE });
    flow.chooseAvatar({});
    expect(flow.state).toMatchObject({ avatar: PICTURE });
  });

  test.each([
    ['the network goes', LOST],
    ['the authority refuses it', refusal('invalid_request', 413)],
    ['the authority answers something else', answer(200, {})],
  ])('does not delay the login when %s: the user sees a notice and has the ticket', async (_, value) => {
    const { fake, flow } = await setUpSaving();
    await fake.answer('avatar', value);
    expect(outcomeOf(flow)).toMatchObject({ status: 'success', ticket: TICKET });
    expect(describeConsent(flow.state, 'zh').notice).toBe('头像没有保存成功，不影响登录。');
  });

  test('does not delay the login when the port fails before it starts', async () => {
    const { fake, flow } = await setUpSaving();
    flow.open(QUERY, FROM_APP);
    fake.port.uploadAvatar = () => {
      throw new Error('no such file');
    };
    await fake.answer('pool', poolAnswer(false, true));
    flow.chooseAvatar({ avatarUrl: PICTURE });
    flow.agree();
    await fake.answer('login', 'LOGINCODE');
    await fake.answer('ticket', ticketAnswer(TICKET, 120, ASKED));
    expect(flow.state).toMatchObject({ kind: 'succeeded', avatarLost: true });
  });

  test('is sent once: a ticket that replaces an expiring one does not send it again', async () => {
    const { fake, flow } = await setUpSaving();
    await fake.answer('avatar', LOST);
    fake.advance(90_000);
    await fake.answer('login', 'LATERCODE');
    await fake.answer('ticket', ticketAnswer('N'.repeat(43), 120, ASKED));
    expect(outcomeOf(flow)).toMatchObject({ ticket: 'N'.repeat(43) });
    expect(fake.pending).toEqual([]);
  });

  test('is kept when the login failed and is retried', async () => {
    const { fake, flow } = setUp();
    flow.open(QUERY, FROM_APP);
    await fake.answer('pool', poolAnswer(false, true));
    flow.chooseAvatar({ avatarUrl: PICTURE });
    flow.agree();
    await fake.answer('login', LOST);
    flow.retry();
    expect(flow.state).toMatchObject({ kind: 'asking', avatar: PICTURE });
  });

  test('is not requested where none can be chosen, nor by a pool that does not ask for one', async () => {
    const { fake, flow } = setUp();
    for (const [canChoose, askProfile] of [
      [false, true],
      [true, false],
    ] as const) {
      if (!canChoose) delete fake.port.uploadAvatar;
      else fake.port.uploadAvatar = () => Promise.resolve(answer(201, {}));
      flow.open(QUERY, FROM_APP);
      await fake.answer('pool', poolAnswer(false, askProfile));
      flow.chooseAvatar({ avatarUrl: PICTURE });
      expect(flow.state).not.toHaveProperty('avatar');
      expect(describeConsent(flow.state, 'en').avatarLabel).toBe('');
    }
  });

  test('of a launch that another one replaced is not sent with the other', async () => {
    const { fake, flow } = await setUpSaving();
    flow.open({ ...QUERY, userPoolId: 'another' }, FROM_APP);
    await fake.answer('avatar', answer(201, {}));
    expect(flow.state.kind).toBe('opening');
    await fake.answer('pool', poolAnswer(false, true));
    expect(flow.state).toMatchObject({ kind: 'asking', avatar: '' });
  });
});

describe('a missing phone number', () => {
  test.each([
    ['invalid_phone_code', 400, 'offered', 'phone_expired'],
    ['phone_unavailable', 502, 'unwanted', 'phone_unavailable'],
  ])(
    'by %s brings the user back to the page, and no code is sent twice',
    async (error, status, phone, notice) => {
      const { fake, flow } = await setUpAsking(PHONE_QUERY);
      flow.agreeWithPhone({ code: 'PHONECODE' });
      await fake.answer('login', 'LOGINCODE');
      await fake.answer('ticket', refusal(error, status));
      expect(fake.pending).toHaveLength(0);
      expect(flow.state).toMatchObject({ kind: 'asking', phone, notice });
      flow.agree();
      await fake.answer('login', 'LATERCODE');
      expect(fake.pending[0]?.request?.body).not.toContain('phoneCode');
      await fake.answer('ticket', ticketAnswer());
      expect(flow.state.kind).toBe('succeeded');
    },
  );

  test('ends a login that requires one', async () => {
    const { fake, flow } = setUp();
    flow.open(QUERY, FROM_APP);
    await fake.answer('pool', poolAnswer(true));
    flow.agreeWithPhone({ code: 'PHONECODE' });
    await fake.answer('login', 'LOGINCODE');
    await fake.answer('ticket', refusal('phone_unavailable', 502));
    expect(flow.state).toMatchObject({ kind: 'failed', problem: 'phone_required', canRetry: true });
  });

  test.each([
    [{ errMsg: 'getPhoneNumber:fail user deny' }, 'phone_refused'],
    [{ errMsg: 'getPhoneNumber:fail user deny', errno: 103 }, 'phone_refused'],
    [{ errMsg: 'getPhoneNumber:fail user cancel', errno: 9 }, 'phone_refused'],
    [{ errMsg: 'getPhoneNumber:fail privacy permission is not authorized', errno: 104 }, 'privacy_refused'],
    [{ errMsg: 'getPhoneNumber:fail access denied', errno: 112 }, 'phone_unavailable'],
    [{ errMsg: 'getPhoneNumber:fail', errno: 1400001 }, 'phone_unavailable'],
    [{ errMsg: 'getPhoneNumber:fail jsapi has no permission' }, 'phone_unavailable'],
  ])('for %j is shown as %s', async (detail, notice) => {
    const { flow } = await setUpAsking(PHONE_QUERY);
    flow.agreeWithPhone(detail);
    expect(flow.state).toMatchObject({ kind: 'asking', notice });
  });
});

test("WeChat's risk verdict is not shown as a block by the operator", async () => {
  const { fake, flow } = await setUpAsking();
  flow.agree();
  await fake.answer('login', 'LOGINCODE');
  await fake.answer('ticket', refusal('risky_user', 403));
  expect(flow.state).toMatchObject({ kind: 'failed', problem: 'risky_user', canRetry: false });
  expect(describeConsent(flow.state, 'zh').title).toBe('微信拒绝了这次登录');
});

describe('a login code that WeChat rejects', () => {
  test('is replaced once without a notice, together with the same phone code', async () => {
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

  test('is not replaced a second time', async () => {
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

describe('a ticket that expires while the user waits', () => {
  test('is replaced before its expiry, and is not offered meanwhile: the new one invalidates it', async () => {
    const { fake, flow } = await setUpSucceeded();
    fake.advance(89_000);
    expect(fake.pending).toHaveLength(0);
    fake.advance(1_000);
    expect(flow.state.kind).toBe('working');
    await fake.answer('login', 'LATERCODE');
    await fake.answer('ticket', ticketAnswer('N'.repeat(43)));
    expect(outcomeOf(flow)).toMatchObject({ ticket: 'N'.repeat(43) });
  });

  test('is never offered after its expiry', async () => {
    const { fake, flow } = await setUpSucceeded(QUERY, 10);
    for (let second = 0; second < 60; second += 1) {
      fake.advance(1_000);
      await settled();
      if (second >= 9) expect(flow.state.kind).toBe('working');
    }
    expect(flow.state).toMatchObject({ kind: 'working', slow: true });
  });

  test('is dropped when it is unknown whether there is a new one', async () => {
    const { fake, flow } = await setUpSucceeded();
    fake.advance(90_000);
    await fake.answer('login', 'LATERCODE');
    await fake.answer('ticket', LOST);
    expect(flow.state).toMatchObject({ kind: 'failed', problem: 'network_error', canRetry: true });
  });

  test('is offered again when no new one could be requested, and replaced again at its expiry', async () => {
    const { fake, flow } = await setUpSucceeded();
    fake.advance(90_000);
    await fake.answer('login', LOST);
    expect(outcomeOf(flow)).toMatchObject({ ticket: TICKET });
    fake.advance(30_000);
    expect(flow.state.kind).toBe('working');
    await fake.answer('login', LOST);
    expect(flow.state).toMatchObject({ kind: 'failed', problem: 'network_error' });
  });

  test('is offered again when the authority refuses a new one', async () => {
    const { fake, flow } = await setUpSucceeded();
    fake.advance(90_000);
    await fake.answer('login', 'LATERCODE');
    await fake.answer('ticket', refusal('rate_limited', 429));
    expect(outcomeOf(flow)).toMatchObject({ ticket: TICKET });
  });

  test('is replaced for ten minutes and no longer', async () => {
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
  test('replaces it, and responses that the first still waits for are dropped', async () => {
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

  test('is not mistaken for the first: a response to that one is dropped', async () => {
    const { fake, flow } = setUp();
    flow.open(QUERY, FROM_APP);
    flow.open({ ...QUERY, userPoolId: 'another' }, FROM_APP);
    await fake.answer('pool', poolAnswer(true));
    expect(flow.state.kind).toBe('opening');
    await fake.answer('pool', poolAnswer(false));
    expect(flow.state).toMatchObject({ kind: 'asking', phone: 'unwanted' });
  });

  test('from a share card ends the first without a login', async () => {
    const { flow } = await setUpAsking();
    flow.open(QUERY, { scene: 1007 });
    expect(flow.state.kind).toBe('wrong_scene');
    flow.agree();
    expect(flow.state.kind).toBe('wrong_scene');
  });
});

describe('the flow itself', () => {
  test('continues by itself when the network is back', async () => {
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

  test('shows after three seconds that the authority is slow', () => {
    const { fake, flow } = setUp();
    flow.open(QUERY, FROM_APP);
    fake.advance(2_999);
    expect(flow.state).toEqual({ kind: 'opening', slow: false });
    fake.advance(1);
    expect(flow.state).toEqual({ kind: 'opening', slow: true });
  });

  test('does nothing more once it is closed', async () => {
    const { fake, flow } = await setUpAsking();
    flow.close();
    flow.agree();
    flow.open(QUERY, FROM_APP);
    fake.setOnline(false);
    await settled();
    expect([flow.state.kind, fake.pending.length]).toEqual(['asking', 0]);
  });

  test('notifies a listener of every change until it unsubscribes', async () => {
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

  test.each(['', 'login.example.com', 'https://login.example.com/path', 'ftp://login.example.com'])(
    'rejects "%s" as an authority',
    (authority) => {
      const { port } = createFakeSurroundings();
      expect(() => createConsentFlow({ port, authority })).toThrow(
        expect.objectContaining({ code: 'invalid_options' }),
      );
    },
  );
});
