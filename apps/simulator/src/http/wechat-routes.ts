import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findRefusal, type Fault, type FaultKind, type Faults, type WechatApi } from '../wechat/faults.js';
import { randomHex } from '../wechat/random.js';
import { isRefusal, refuse } from '../wechat/wechat-errors.js';
import type { Wechat, WechatParams } from '../wechat/wechat.js';

/** What `api.weixin.qq.com` says its JSON is: `text/plain` for code2Session. */
const CONTENT_TYPES: Readonly<Record<WechatApi, string>> = {
  code2Session: 'text/plain',
  stableToken: 'application/json; encoding=utf-8',
  phoneNumber: 'application/json; encoding=utf-8',
  checkSession: 'application/json; encoding=utf-8',
};
const DEFAULT_DELAY_MS = 3000;
const BAD_GATEWAY = '<html><body><h1>502 Bad Gateway</h1></body></html>';

interface Call {
  readonly api: WechatApi;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly run: (query: WechatParams, body: WechatParams) => object;
}

/** Serves {@link Wechat} at the addresses of `api.weixin.qq.com`. HTTP status is 200 whatever happens, as there. */
export function registerWechatRoutes(server: FastifyInstance, wechat: Wechat, faults: Faults): void {
  // WeChat reads a body as JSON whatever its content type says.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  for (const call of listCalls(wechat)) {
    server.all(call.path, (request, reply) => answer(call, faults.take(call.api), { request, reply }));
  }
}

function listCalls(wechat: Wechat): readonly Call[] {
  return [
    {
      api: 'code2Session',
      method: 'GET',
      path: '/sns/jscode2session',
      run: (query) => wechat.code2Session(query),
    },
    {
      api: 'stableToken',
      method: 'POST',
      path: '/cgi-bin/stable_token',
      run: (_query, body) => wechat.stableToken(body),
    },
    {
      api: 'phoneNumber',
      method: 'POST',
      path: '/wxa/business/getuserphonenumber',
      run: (query, body) => wechat.phoneNumber(query.access_token, body),
    },
    {
      api: 'checkSession',
      method: 'GET',
      path: '/wxa/checksession',
      run: (query) => wechat.checkSession(query),
    },
  ];
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

async function answer(call: Call, faults: readonly Fault[], { request, reply }: Exchange): Promise<unknown> {
  const has = (kind: FaultKind) => faults.some((fault) => fault.kind === kind);
  const slow = faults.find((fault) => fault.kind === 'slow');
  if (slow !== undefined) await sleep(slow.delayMs ?? DEFAULT_DELAY_MS);
  if (has('cut')) return cut(reply);
  const body = judge(call, faults, request);
  if (has('answer-lost')) return cut(reply);
  if (has('bad-gateway')) return reply.code(502).type('text/html').send(BAD_GATEWAY);
  const text = JSON.stringify(disturb(body, has));
  return reply.type(has('wrong-content-type') ? 'text/html' : CONTENT_TYPES[call.api]).send(text);
}

function judge(call: Call, faults: readonly Fault[], request: FastifyRequest): object {
  const refusal = faults.map(({ kind }) => findRefusal(kind)).find((number) => number !== undefined);
  if (refusal !== undefined) return refuse(refusal);
  if (request.method !== call.method) return refuse(call.method === 'GET' ? 43001 : 43002);
  const body = call.method === 'POST' ? readObject(request.body) : {};
  return body === undefined ? refuse(47001) : call.run(request.query as WechatParams, body);
}

function readObject(body: unknown): WechatParams | undefined {
  try {
    const value: unknown = JSON.parse(String(body));
    return typeof value === 'object' && value !== null ? (value as WechatParams) : undefined;
  } catch {
    return undefined;
  }
}

function disturb(body: object, has: (kind: FaultKind) => boolean): object {
  if (isRefusal(body)) return { ...body, errmsg: `${body.errmsg}, rid: ${makeRequestId()}` };
  const changed = structuredClone(body) as {
    unionid?: string;
    phone_info?: { countryCode: string | number };
  };
  if (has('no-unionid')) delete changed.unionid;
  if (has('numeric-country-code') && changed.phone_info !== undefined) {
    changed.phone_info.countryCode = Number(changed.phone_info.countryCode);
  }
  return changed;
}

function cut(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.destroy();
  return reply;
}

function makeRequestId(): string {
  return `${randomHex(8)}-${randomHex(8)}-${randomHex(8)}`;
}
