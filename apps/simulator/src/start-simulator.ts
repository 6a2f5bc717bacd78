import type { AddressInfo } from 'node:net';
import { App2WxappError } from '@app2wxapp/core';
import type { FastifyInstance } from 'fastify';
import { createServer } from './http/create-server.js';
import { parseSettings, type SimulatorSettings } from './settings.js';
import type { TimeMachine } from './time-machine.js';
import { CallLog, type WechatCall } from './wechat/call-log.js';
import { Faults, type Fault } from './wechat/faults.js';
import type { PersonOptions } from './wechat/people.js';
import type { Clock } from './wechat/one-time-codes.js';
import { Wechat, type CodeOptions } from './wechat/wechat.js';

/** Options of {@link startSimulator}. Each has a default that suits a test. */
export interface SimulatorOptions extends Partial<SimulatorSettings> {
  /** Source of time in milliseconds since 1970. @default Date.now, moved by `timeMachine` */
  readonly clock?: Clock;
  /** Time machine by which the page moves the clocks of a demo. @default none: the page has no such control */
  readonly timeMachine?: TimeMachine | undefined;
}

/** Running simulator. */
export interface Simulator {
  /** Origin on this machine, to be used in place of `https://api.weixin.qq.com`. */
  readonly url: string;
  /** AppID and AppSecret of the first mini program. */
  readonly miniProgram: { readonly appId: string; readonly secret: string };
  /** Environment variables for an authority that uses this WeChat; for `process.env` or a child process. */
  readonly environment: Readonly<Record<'WECHAT_API_URL' | 'WECHAT_APP_ID' | 'WECHAT_APP_SECRET', string>>;
  /** Creates a code of `wx.login`. @throws {App2WxappError} `invalid_options` when no mini program has this AppID */
  createLoginCode(options?: CodeOptions): string;
  /**
   * Creates a code of the phone number button. @throws {App2WxappError} `invalid_options` when no mini program has
   * this AppID
   */
  createPhoneCode(options?: CodeOptions): string;
  /** Switches faults on, replacing previous ones; without arguments it switches them off. */
  setFaults(...faults: readonly Fault[]): void;
  /** Lists the latest 200 calls to WeChat's server, oldest first, unchanged: secrets included. */
  listCalls(): readonly WechatCall[];
  /** Closes every connection and stops listening. */
  stop(): Promise<void>;
}

/** Users on the phone's list. Their openids are the same at every start, so that accounts find them again. */
const NEIGHBOURS: readonly (PersonOptions & { readonly id: string })[] = [
  { id: 'xiaoman', nickname: '小满', purePhoneNumber: '13800138001' },
  { id: 'ayan', nickname: '阿岩', purePhoneNumber: '13800138002' },
  { id: 'mei', nickname: 'Mei', purePhoneNumber: '55500138', countryCode: '852' },
];

/**
 * Starts a simulated WeChat: the server calls of a login, single-use codes, and the page with the phone. All data is
 * in memory and lost after `stop()`.
 *
 * @param options by default any free port of 127.0.0.1 and a generated mini program
 * @throws {App2WxappError} `invalid_options` when the port is in use or the address is not this machine's
 * @example
 * const wechat = await startSimulator();
 * Object.assign(process.env, wechat.environment);
 * const loginCode = wechat.createLoginCode();
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const settings = { ...parseSettings({ PORT: '0' }), ...options };
  const { timeMachine } = options;
  const wechat = new Wechat(options.clock ?? (() => Date.now() + (timeMachine?.aheadMs ?? 0)));
  const { appId, secret } = wechat.miniPrograms.add(settings.miniProgram);
  for (const { id, ...person } of NEIGHBOURS) wechat.people.add(person, id);
  const [faults, calls] = [new Faults(), new CallLog()];
  const server = await createServer({ wechat, faults, calls }, settings, timeMachine);
  const url = await listen(server, settings);
  return {
    url,
    miniProgram: { appId, secret },
    environment: { WECHAT_API_URL: url, WECHAT_APP_ID: appId, WECHAT_APP_SECRET: secret },
    createLoginCode: (code) => wechat.createLoginCode(code).code,
    createPhoneCode: (code) => wechat.createPhoneCode(code).code,
    setFaults: (...list) => faults.set(list),
    listCalls: () => calls.list(),
    stop: () => server.close(),
  };
}

async function listen(server: FastifyInstance, { host, port }: SimulatorSettings): Promise<string> {
  try {
    await server.listen({ host, port });
  } catch (cause) {
    await server.close();
    const { code } = cause as NodeJS.ErrnoException;
    const what = code === 'EADDRINUSE' ? 'is taken' : `cannot be listened on (${code ?? 'unknown'})`;
    throw new App2WxappError('invalid_options', `Port ${port} of ${host} ${what}. Set PORT or HOST.`, {
      cause,
    });
  }
  const { port: actual } = server.server.address() as AddressInfo;
  return originOf(host, actual);
}

function originOf(host: string, port: number): string {
  if (['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host)) return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
