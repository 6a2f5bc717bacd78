import type { AddressInfo } from 'node:net';
import { App2WxappError, isApp2WxappError } from '@app2wxapp/core';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { registerControlRoutes } from './http/control-routes.js';
import { registerPageRoutes } from './http/page-routes.js';
import { registerWechatRoutes } from './http/wechat-routes.js';
import { parseSettings, type SimulatorSettings } from './settings.js';
import { Faults, type Fault } from './wechat/faults.js';
import type { PersonOptions } from './wechat/people.js';
import type { Clock } from './wechat/one-time-codes.js';
import { Wechat, type CodeOptions } from './wechat/wechat.js';

/** Options of {@link startSimulator}. Each has a default that suits a test. */
export interface SimulatorOptions extends Partial<SimulatorSettings> {
  /** Milliseconds since 1970. @default Date.now */
  readonly clock?: Clock;
}

/** A WeChat that runs. */
export interface Simulator {
  /** Origin, to be used in place of `https://api.weixin.qq.com`. */
  readonly url: string;
  /** AppID and AppSecret of the first mini program. */
  readonly miniProgram: { readonly appId: string; readonly secret: string };
  /** What `wx.login` would have given. @throws {App2WxappError} `invalid_options` when no mini program has this AppID */
  createLoginCode(options?: CodeOptions): string;
  /** What the phone number button would have given. @throws {App2WxappError} `invalid_options` likewise */
  createPhoneCode(options?: CodeOptions): string;
  /** Switches faults on, replacing those before; none switches them off. */
  setFaults(...faults: readonly Fault[]): void;
  /** Closes every connection and stops listening. */
  stop(): Promise<void>;
}

/** The people on the phone's list. Their openids are the same on every start, so that accounts find them again. */
const NEIGHBOURS: readonly (PersonOptions & { readonly id: string })[] = [
  { id: 'xiaoman', nickname: '小满', purePhoneNumber: '13800138001' },
  { id: 'ayan', nickname: '阿岩', purePhoneNumber: '13800138002' },
  { id: 'mei', nickname: 'Mei', purePhoneNumber: '55500138', countryCode: '852' },
];

/**
 * Starts a WeChat of your own: the server calls a login needs, single-use codes, and the page with the phone.
 * Everything is in memory and gone after `stop()`.
 *
 * @param options by default any free port of 127.0.0.1 and a generated mini program
 * @throws {App2WxappError} `invalid_options` when the port is taken or the address is not this machine's
 * @example
 * const wechat = await startSimulator();
 * process.env.WECHAT_API_URL = wechat.url;
 * const loginCode = wechat.createLoginCode();
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const settings = { ...parseSettings({ PORT: '0' }), ...options };
  const wechat = new Wechat(options.clock);
  const { appId, secret } = wechat.miniPrograms.add(settings.miniProgram);
  for (const { id, ...person } of NEIGHBOURS) wechat.people.add(person, id);
  const faults = new Faults();
  const server = await createServer(wechat, faults, settings);
  const url = await listen(server, settings);
  return {
    url,
    miniProgram: { appId, secret },
    createLoginCode: (code) => wechat.createLoginCode(code).code,
    createPhoneCode: (code) => wechat.createPhoneCode(code).code,
    setFaults: (...list) => faults.set(list),
    stop: () => server.close(),
  };
}

async function createServer(
  wechat: Wechat,
  faults: Faults,
  settings: SimulatorSettings,
): Promise<FastifyInstance> {
  const server = fastify({
    forceCloseConnections: true,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allowUnionTypes: true } },
  });
  server.setErrorHandler<FastifyError>((error, _request, reply) => {
    const status = isApp2WxappError(error, 'invalid_options') ? 400 : (error.statusCode ?? 500);
    return reply.code(status).send({ message: status < 500 ? error.message : 'The simulator failed.' });
  });
  server.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ message: 'WeChat and its simulator have nothing here.' }),
  );
  for (const path of ['/health/live', '/health/ready']) server.get(path, () => ({ status: 'ok' }));
  registerControlRoutes(server, wechat, faults);
  await server.register((scope, _options, done) => {
    registerWechatRoutes(scope, wechat, faults);
    done();
  });
  await registerPageRoutes(server, wechat, settings);
  return server;
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
  if (host === '127.0.0.1') return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
