import { parseTicket, type LaunchParams, type LoginOutcome } from '@app2wxapp/core';
import { Bench } from 'tinybench';
import { CONTENDERS, toExtMsgFields, toLaunchFields, type Contender } from './contenders.js';

const state = 'Zm9vYmFyYmF6cXV4MTIzNA';
const outcome: LoginOutcome = {
  status: 'success',
  ticket: parseTicket('kT3n0vQm1ZzX8c2bA9sLw4Jr7Yp5Ue6Hq-_dFgKiOtN'),
  message: '授权成功',
  state,
};
const params: LaunchParams = {
  userPoolId: '5e4cdd055df3df65dc58b97d',
  getPhone: true,
  useSelfWxapp: false,
  state,
  codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
};
const [core, standard] = CONTENDERS as readonly [Contender, Contender];
const extMsgFields = toExtMsgFields(outcome);
const launchFields = toLaunchFields(params);
const raw = core.encode(outcome, extMsgFields);
const encoded = standard.encode(outcome, extMsgFields);
const path = core.build(params, launchFields);

const TASKS: Readonly<Record<string, (contender: Contender) => unknown>> = {
  encode: (contender) => contender.encode(outcome, extMsgFields),
  'decode, raw': (contender) => contender.decode(raw),
  'decode, percent-encoded': (contender) => contender.decode(encoded),
  build: (contender) => contender.build(params, launchFields),
  parse: (contender) => contender.parse(path),
};

const table: Record<string, Record<string, number>> = {};
for (const [task, run] of Object.entries(TASKS)) {
  const bench = new Bench({ time: 500, warmupTime: 200 });
  for (const contender of CONTENDERS) bench.add(contender.name, () => void run(contender));
  await bench.run();
  table[task] = Object.fromEntries(bench.tasks.map(({ name, result }) => [name, median(result)]));
}
console.log(`Nanoseconds for one call (median), Node ${process.versions.node}, the same strings for all:`);
console.table(table);

function median(result: Bench['tasks'][number]['result']): number {
  return 'latency' in result ? Math.round(result.latency.p50 * 1e6) : NaN;
}
