import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CallLog } from '../wechat/call-log.js';
import { findRefusal, type Fault, type FaultKind, type Faults, type WechatApi } from '../wechat/faults.js';
import { randomHex } from '../wechat/random.js';
import { isRefusal, refuse } from '../wechat/wechat-errors.js';
import type { Wechat, WechatParams } from '../wechat/wechat.js';

/** Content types of `api.weixin.qq.com` for its JSON: `text/plain` for code2Session. */
const CONTENT_TYPES: Readonly<Record<WechatApi, string>> = {
  code2Session: 'text/plain',
  stableToken: 'application/json; encoding=utf-8',
  phoneNumber: 'application/json; encoding=utf-8',
  checkSession: 'application/json; encoding=utf-8',
  checkText: 'application/json; encoding=utf-8',
};
const DEFAULT_DELAY_MS = 3000;
const BAD_GATEWAY = '<html><body><h1>502 Bad Gateway</h1></body></html>';

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

interface Call {
  readonly api: WechatApi;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly run: (query: WechatParams, body: WechatParams) => object;
}

/** Simulated server of WeChat: its rules, its faults, and its calls. */
export interface WechatStandIn {
  /** Rules of WeChat's server. */
  readonly wechat: Wechat;
  /** Faults that are switched on. */
  readonly faults: Faults;
  /** Log of the calls. */
  readonly calls: CallLog;
}

/** Serves {@link Wechat} at the addresses of `api.weixin.qq.com`, always with status 200, as there. */
export function registerWechatRoutes(server: FastifyInstance, standIn: WechatStandIn): void {
  // WeChat reads a body as JSON whatever its content type says.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  for (const call of listCalls(standIn.wechat)) {
    server.all(call.path, (request, reply) => serve(call, standIn, { request, reply }));
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
    {
      api: 'checkText',
      method: 'POST',
      path: '/wxa/msg_sec_check',
      run: (query, body) => wechat.checkText(query.access_token, body),
    },
  ];
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

async function serve(call: Call, standIn: WechatStandIn, { request, reply }: Exchange): Promise<unknown> {
  const start = performance.now();
  const at = performance.timeOrigin + start;
  const answer = await makeAnswer(call, standIn.faults.take(call.api), request);
  standIn.calls.add({
    at,
    durationMs: performance.now() - start,
    method: request.method,
    url: request.url,
    sent: typeof request.body === 'string' ? request.body : '',
    status: answer?.status ?? 'lost',
    received: answer?.text ?? '',
  });
  if (answer === undefined) return cut(reply);
  return reply.code(answer.status).type(answer.type).send(answer.text);
}

/** Creates the response of a call. @returns `undefined` when the connection is to be closed without a response */
async function makeAnswer(
  call: Call,
  faults: readonly Fault[],
  request: FastifyRequest,
): Promise<Answer | undefined> {
  const has = (kind: FaultKind) => faults.some((fault) => fault.kind === kind);
  const slow = faults.find((fault) => fault.kind === 'slow');
  if (slow !== undefined) await sleep(slow.delayMs ?? DEFAULT_DELAY_MS);
  if (has('cut')) return undefined;
  const body = judge(call, faults, request);
  if (has('answer-lost')) return undefined;
  if (has('bad-gateway')) return { status: 502, type: 'text/html', text: BAD_GATEWAY };
  const type = has('wrong-content-type') ? 'text/html' : CONTENT_TYPES[call.api];
  return { status: 200, type, text: JSON.stringify(disturb(body, has)) };
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
    result?: { suggest: string; label: number };
  };
  if (has('no-unionid')) delete changed.unionid;
  if (has('numeric-country-code') && changed.phone_info !== undefined) {
    changed.phone_info.countryCode = Number(changed.phone_info.countryCode);
  }
  if (changed.result !== undefined) {
    if (has('risky-text')) changed.result = { suggest: 'risky', label: 20_006 };
    if (has('doubtful-text')) changed.result = { suggest: 'review', label: 21_000 };
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
