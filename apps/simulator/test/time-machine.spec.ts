import { afterEach, expect, test } from '@jest/globals';
import { startSimulator, type Simulator, type SimulatorOptions } from '../src/index.js';

let wechat: Simulator | undefined;

afterEach(() => wechat?.stop());

async function start(options: SimulatorOptions = {}) {
  wechat = await startSimulator(options);
  return wechat;
}

function shift({ url }: Simulator, aheadMs: unknown): Promise<Response> {
  return fetch(`${url}/__simulator/clock`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ aheadMs }),
  });
}

async function readConfig({ url }: Simulator): Promise<unknown> {
  return (await fetch(`${url}/config.json`)).json();
}

async function readErrcode({ url, miniProgram }: Simulator, code: string): Promise<number | undefined> {
  const { appId, secret } = miniProgram;
  const response = await fetch(
    `${url}/sns/jscode2session?appid=${appId}&secret=${secret}&js_code=${code}&grant_type=authorization_code`,
  );
  return ((await response.json()) as { errcode?: number }).errcode;
}

/** Moves nothing but the simulator. */
function createTimeMachine() {
  return {
    aheadMs: 0,
    async shiftTo(aheadMs: number) {
      this.aheadMs = aheadMs;
    },
  };
}

test('without a time machine the clock cannot be moved, and the page gets that information', async () => {
  const simulator = await start();
  expect((await shift(simulator, 1000)).status).toBe(404);
  expect(await readConfig(simulator)).toMatchObject({ aheadMs: null });
});

test('moved ahead, a login code has expired; moved back, it has not', async () => {
  const simulator = await start({ timeMachine: createTimeMachine() });
  const code = simulator.createLoginCode();
  expect(await (await shift(simulator, 301_000)).json()).toEqual({ aheadMs: 301_000 });
  expect(await readConfig(simulator)).toMatchObject({ aheadMs: 301_000 });
  expect(await readErrcode(simulator, code)).toBe(40029);
  await shift(simulator, 0);
  expect(await readErrcode(simulator, code)).toBeUndefined();
});

test.each([-1, 1.5, 61 * 24 * 3600 * 1000, '1000', undefined])(
  'moving it by %p is rejected',
  async (aheadMs) => {
    expect((await shift(await start({ timeMachine: createTimeMachine() }), aheadMs)).status).toBe(400);
  },
);

test('a server that does not follow is an error of its own, and the time stays', async () => {
  const timeMachine = { aheadMs: 0, shiftTo: () => Promise.reject(new Error('too late')) };
  const simulator = await start({ timeMachine });
  const response = await shift(simulator, 1000);
  expect([response.status, await response.json()]).toMatchObject([504, { error: 'timeout' }]);
  expect(await readConfig(simulator)).toMatchObject({ aheadMs: 0 });
});
