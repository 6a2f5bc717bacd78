import type { Ending, Scenario, ScenarioId } from './scenario.js';
import { attempt, requireRejection } from './attempt.js';

/** AppID of an app that does not belong to this pool. */
const FOREIGN_APP_ID = 'wx00000000000000aa';

const backGesture: Scenario = async (stage) => {
  await stage.launch({ pool: 'secret', bound: true });
  const { notice } = await stage.goBack();
  return { verdict: notice === undefined ? 'open' : 'recovered', code: notice };
};

const coldStart: Scenario = async (stage) => {
  await stage.launch({ pool: 'secret', bound: true });
  stage.killApp();
  await stage.agree();
  await stage.openApp();
  const { notice } = await stage.settled();
  return notice === undefined ? { verdict: 'recovered' } : { verdict: 'open', code: notice };
};

const lostAnswer: Scenario = async (stage) => {
  await stage.launch({ pool: 'direct', bound: true });
  await stage.agree();
  const { notice } = await stage.goBack();
  return notice === undefined ? { verdict: 'recovered' } : { verdict: 'open', code: notice };
};

const replayedTicket: Scenario = async (stage) => {
  await stage.launch({ pool: 'secret', bound: false });
  const { ticket } = await stage.agree();
  await stage.openApp();
  await stage.loggedIn();
  await stage.pause();
  const loot = await attempt(() => stage.exchange('thief', { ticket }));
  return { ...judge(loot), asked: { by: 'app', isRevoked: await stage.isRevoked() } };
};

const stolenTicket =
  (bound: boolean): Scenario =>
  async (stage) => {
    await stage.launch({ pool: 'secret', bound });
    const { ticket } = await stage.agree();
    const loot = await attempt(() => stage.exchange('thief', { ticket }));
    await stage.pause();
    await stage.openApp();
    await stage.settled();
    if (!('account' in loot)) return judge(loot);
    await stage.pause();
    return { ...judge(loot), asked: { by: 'thief', isRevoked: await stage.isRevoked(loot.account) } };
  };

const wrongApp =
  (pool: 'listed' | 'secret'): Scenario =>
  async (stage) => {
    await stage.launch({ pool, bound: true, sourceAppId: FOREIGN_APP_ID });
    const outcome = await stage.tryToAgree();
    if ('problem' in outcome) return { verdict: 'stopped', code: requireRejection(outcome.problem) };
    const { ticket } = outcome;
    const loot = await attempt(() => stage.exchangeInApp('thief', { ticket }));
    await stage.goBack();
    return { verdict: 'open', code: 'code' in loot ? loot.code : undefined };
  };

const expiredTicket: Scenario = async (stage) => {
  await stage.launch({ pool: 'secret', bound: false });
  const { ticket, expiresIn } = await stage.agree();
  await stage.goBack();
  return stage.after(expiresIn + 1, async () =>
    judge(await attempt(() => stage.exchange('app', { ticket }))),
  );
};

const directOff: Scenario = async (stage) => {
  await stage.launch({ pool: 'secret', bound: false });
  const { ticket } = await stage.agree();
  const loot = await attempt(() => stage.exchangeInApp('app', { ticket }));
  await stage.pause();
  await stage.openApp();
  await stage.settled();
  return judge(loot);
};

const directOn: Scenario = async (stage) => {
  await stage.launch({ pool: 'direct', bound: true });
  await stage.agree();
  await stage.openApp();
  await stage.loggedIn();
  return { verdict: 'works' };
};

function judge(loot: Awaited<ReturnType<typeof attempt>>): Ending {
  return 'code' in loot ? { verdict: 'stopped', code: loot.code } : { verdict: 'open' };
}

/** Steps of each scenario. */
export const scenarios: Readonly<Record<ScenarioId, Scenario>> = {
  backGesture,
  coldStart,
  lostAnswer,
  replayedTicket,
  stolenUnbound: stolenTicket(false),
  stolenBound: stolenTicket(true),
  wrongAppListed: wrongApp('listed'),
  wrongAppUnlisted: wrongApp('secret'),
  expiredTicket,
  directOff,
  directOn,
};
