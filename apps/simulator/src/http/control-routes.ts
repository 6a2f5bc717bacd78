import type { FastifyInstance } from 'fastify';
import { FAULT_KINDS, WECHAT_APIS, type Fault } from '../wechat/faults.js';
import type { MiniProgramOptions } from '../wechat/mini-programs.js';
import type { Person } from '../wechat/people.js';
import type { CodeOptions, Wechat } from '../wechat/wechat.js';
import type { WechatStandIn } from './wechat-routes.js';

const APP_ID = { type: 'string', pattern: '^wx[0-9a-f]{16}$' };
const CODE_REQUEST = {
  type: ['object', 'null'],
  additionalProperties: false,
  properties: { appId: APP_ID, openid: { type: 'string', minLength: 1, maxLength: 128 } },
};
const NEW_MINI_PROGRAM = {
  type: ['object', 'null'],
  additionalProperties: false,
  properties: {
    appId: APP_ID,
    secret: { type: 'string', pattern: '^[0-9a-f]{32}$' },
    openPlatform: { type: ['string', 'null'], maxLength: 64 },
    adoptSecret: { type: 'boolean' },
  },
};
const NEW_PERSON = {
  type: ['object', 'null'],
  additionalProperties: false,
  properties: {
    nickname: { type: 'string', minLength: 1, maxLength: 64 },
    purePhoneNumber: { type: 'string', pattern: '^\\d{4,15}$' },
    countryCode: { type: 'string', pattern: '^[1-9]\\d{0,3}$' },
  },
};
const FAULT_LIST = {
  type: 'object',
  required: ['faults'],
  additionalProperties: false,
  properties: {
    faults: {
      type: 'array',
      maxItems: 32,
      items: {
        type: 'object',
        required: ['kind'],
        additionalProperties: false,
        properties: {
          kind: { enum: FAULT_KINDS },
          api: { enum: WECHAT_APIS },
          times: { type: 'integer', minimum: 1 },
          delayMs: { type: 'integer', minimum: 0, maximum: 60_000 },
        },
      },
    },
  },
};

/**
 * Serves the controls that replace the phone in a test: the codes of `wx.login` and the phone number button, the
 * WeChat users, the mini programs, and the faults. A caller that reaches these routes can log in as any user: they
 * are for a developer's own machine.
 */
export function registerControlRoutes(server: FastifyInstance, { wechat, faults }: WechatStandIn): void {
  registerCodes(server, wechat);
  registerPeopleAndPrograms(server, wechat);
  server.get('/__simulator/faults', () => ({ faults: faults.list() }));
  server.put<{ Body: { faults: Fault[] } }>(
    '/__simulator/faults',
    { schema: { body: FAULT_LIST } },
    (request) => {
      faults.set(request.body.faults);
      return { faults: faults.list() };
    },
  );
}

function registerCodes(server: FastifyInstance, wechat: Wechat): void {
  const options = { schema: { body: CODE_REQUEST } };
  server.post<{ Body: CodeOptions | null }>('/__simulator/login-codes', options, (request, reply) =>
    reply.code(201).send(wechat.createLoginCode(request.body ?? {})),
  );
  server.post<{ Body: CodeOptions | null }>('/__simulator/phone-codes', options, (request, reply) =>
    reply.code(201).send(wechat.createPhoneCode(request.body ?? {})),
  );
}

function registerPeopleAndPrograms(server: FastifyInstance, wechat: Wechat): void {
  const describe = (person: Person) => ({
    ...person,
    openids: Object.fromEntries(
      wechat.miniPrograms.all().map((program) => [program.appId, wechat.people.openidOf(program, person)]),
    ),
  });
  server.get('/__simulator/users', () => ({ users: wechat.people.all().map(describe) }));
  server.post<{ Body: Partial<Person> | null }>(
    '/__simulator/users',
    { schema: { body: NEW_PERSON } },
    (request, reply) => reply.code(201).send(describe(wechat.people.add(request.body ?? {}))),
  );
  server.get('/__simulator/mini-programs', () => ({
    miniPrograms: wechat.miniPrograms.all().map(({ secret: _secret, ...shown }) => shown),
  }));
  server.post<{ Body: MiniProgramOptions | null }>(
    '/__simulator/mini-programs',
    { schema: { body: NEW_MINI_PROGRAM } },
    (request, reply) => reply.code(201).send(wechat.miniPrograms.add(request.body ?? {})),
  );
}
