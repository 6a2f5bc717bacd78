import {
  APP_ID,
  BOUND_QUERY,
  PHONE_QUERY,
  QUERY,
  askingTicket,
  curiousPool,
  poolIs,
  refusedAs,
  type Answer,
} from './fake-wechat.js';
import type { mountPage } from './mounted-page.js';

type Page = ReturnType<typeof mountPage>;

async function askingFor(page: Page, query: object, requirePhone = false): Promise<void> {
  page.wechat.answers.pools = [poolIs(requirePhone)];
  await page.open(query);
}

async function agreedAs(page: Page, ...errors: string[]): Promise<void> {
  page.wechat.answers.tickets = errors.map((error) => refusedAs(error));
  await page.open(QUERY);
  await page.tap('agree');
}

/** The pool asks for a nickname and a picture, and the user gives both. */
async function filledIn(page: Page, query: object = PHONE_QUERY): Promise<void> {
  page.wechat.answers.pools = [curiousPool];
  page.wechat.answers.tickets = [askingTicket];
  await page.open(query);
  await page.typeNickname('小明');
  await page.reviewNickname(true);
  await page.chooseAvatar();
}

async function sentPicture(page: Page, answer: Answer): Promise<void> {
  page.wechat.answers.avatars = [answer];
  await filledIn(page, QUERY);
  await page.tap('agree');
}

async function succeeded(page: Page): Promise<void> {
  await page.open(BOUND_QUERY);
  await page.tap('agree');
}

/** Every look that the page can have, and how a user gets there. */
export const SCENES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  explaining: (page) => page.open({}, 1001),
  'wrong-scene': (page) => page.open(QUERY, 1007),
  opening: async (page) => {
    page.wechat.answers.pools = ['never'];
    await page.open(QUERY);
  },
  'opening-slow': async (page) => {
    page.wechat.answers.pools = ['never'];
    await page.open(QUERY);
    await page.wait(3_000);
  },
  asking: (page) => askingFor(page, QUERY),
  'asking-phone-offered': (page) => askingFor(page, PHONE_QUERY),
  'asking-phone-required': (page) => askingFor(page, QUERY, true),
  'asking-phone-refused': async (page) => {
    await askingFor(page, PHONE_QUERY);
    await page.answerPhone({ errMsg: 'getPhoneNumber:fail user deny' });
  },
  'asking-privacy-refused': async (page) => {
    await askingFor(page, PHONE_QUERY);
    await page.answerPhone({ errMsg: 'getPhoneNumber:fail', errno: 104 });
  },
  'asking-phone-quota-gone': async (page) => {
    await askingFor(page, PHONE_QUERY);
    await page.answerPhone({ errMsg: 'getPhoneNumber:fail', errno: 1400001 });
  },
  'asking-phone-once-more': (page) => agreedAs(page, 'phone_required'),
  'asking-profile': async (page) => {
    page.wechat.answers.pools = [curiousPool];
    await page.open(PHONE_QUERY);
  },
  'asking-profile-filled-in': (page) => filledIn(page),
  'asking-nickname': async (page) => {
    page.wechat.features.delete('button.open-type.chooseAvatar');
    page.wechat.answers.pools = [curiousPool];
    await page.open(PHONE_QUERY);
  },
  'asking-offline': async (page) => {
    await askingFor(page, QUERY);
    page.wechat.setOnline(false);
  },
  working: async (page) => {
    page.wechat.answers.tickets = ['never'];
    await page.open(QUERY);
    await page.tap('agree');
  },
  'working-slow': async (page) => {
    page.wechat.answers.tickets = ['never'];
    await page.open(QUERY);
    await page.tap('agree');
    await page.wait(3_000);
  },
  saving: (page) => sentPicture(page, 'never'),
  'saving-slow': async (page) => {
    await sentPicture(page, 'never');
    await page.wait(3_000);
  },
  succeeded,
  'succeeded-avatar-lost': (page) => sentPicture(page, refusedAs('invalid_request', 413)),
  'succeeded-invalid-scene': async (page) => {
    await succeeded(page);
    await page.failLaunch('launchApp:fail invalid scene');
  },
  'succeeded-app-not-opened': async (page) => {
    await succeeded(page);
    await page.failLaunch('launchApp:fail');
  },
  denied: async (page) => {
    await page.open(QUERY);
    await page.tap('refuse');
  },
  'failed-invalid-launch': (page) => page.open({ userPoolId: APP_ID }),
  'failed-pool-unknown': async (page) => {
    page.wechat.answers.pools = [refusedAs('user_pool_not_found', 404)];
    await page.open(QUERY);
  },
  'failed-app-not-allowed': (page) => agreedAs(page, 'app_not_allowed'),
  'failed-user-blocked': (page) => agreedAs(page, 'user_blocked'),
  'failed-phone-quota-gone': async (page) => {
    await askingFor(page, QUERY, true);
    await page.answerPhone({ errMsg: 'getPhoneNumber:fail', errno: 1400001 });
  },
  'failed-login-code': (page) => agreedAs(page, 'invalid_login_code'),
  'failed-wechat': (page) => agreedAs(page, 'wechat_unavailable'),
  'failed-network': async (page) => {
    page.wechat.answers.tickets = ['lost'];
    await page.open(QUERY);
    await page.tap('agree');
  },
  'failed-rate-limited': (page) => agreedAs(page, 'rate_limited'),
  'failed-internal': (page) => agreedAs(page, 'internal'),
  'failed-expired': async (page) => {
    await succeeded(page);
    await page.leave();
    await page.wait(660_000);
    await page.comeBack();
  },
  'english-asking': async (page) => {
    page.wechat.setLanguage('en');
    await page.open(PHONE_QUERY);
  },
  'english-asking-profile': async (page) => {
    page.wechat.setLanguage('en');
    await filledIn(page);
  },
  'large-font-asking': (page) => page.open(PHONE_QUERY),
  'large-font-asking-profile': (page) => filledIn(page),
};
