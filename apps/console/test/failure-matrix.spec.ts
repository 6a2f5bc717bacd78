import { readFileSync } from 'node:fs';
import type { TextPair } from '@app2wxapp/core';
import { beforeAll, describe, expect, test } from '@jest/globals';

/** Every request that the types of the operators' API have, e.g. `['GET', '/admin/session']`. */
function listRequests(): (readonly [method: string, path: string])[] {
  const types = readFileSync(new URL('../src/api/operators-api.d.ts', import.meta.url), 'utf8');
  const [paths = ''] = types.split('\n}\n');
  return paths.split(/^ {2}'/m).flatMap((entry) => {
    const path = entry.split("'")[0] ?? '';
    const methods = [...entry.matchAll(/^ {4}(get|put|post|delete|patch): operations\[/gm)];
    return methods.map(([, method = '']) => [method.toUpperCase(), path] as const);
  });
}

const HTML = '<!doctype html><title>Sign in to the Wi-Fi</title>';
const json = (status: number, error: string, words: TextPair & { readonly detail?: string }) => () => {
  const { zh, en, detail } = words;
  const message = document.documentElement.lang === 'en' ? en : zh;
  return Promise.resolve(Response.json({ error, message, detail, status, code: 1000 }, { status }));
};
const text =
  (status: number, body: string, type = 'text/html') =>
  () =>
    Promise.resolve(new Response(body, { status, headers: { 'content-type': type } }));

/** What may come instead of the answer, with the authority's own words where it is the authority that answers. */
const FAILURES: Readonly<Record<string, (signal: AbortSignal) => Promise<Response>>> = {
  '401': json(401, 'invalid_operator', {
    zh: '请使用管理员 token 登录',
    en: 'Please sign in with an operator token',
  }),
  '401, no proof': json(401, 'reauthentication_required', {
    zh: '请再次输入管理员 token 以确认身份',
    en: 'Please enter your operator token again',
  }),
  '403': json(403, 'operator_forbidden', {
    zh: '当前管理员无权执行此操作',
    en: 'This operator has no permission for this',
  }),
  '403 of a firewall': text(403, HTML),
  '404': json(404, 'invalid_request', {
    zh: '请求参数有误',
    en: 'The request is invalid',
    detail: 'The pool has no such secret.',
  }),
  '404, no pool': json(404, 'user_pool_not_found', {
    zh: '用户池不存在',
    en: 'The user pool does not exist',
  }),
  '404 of a proxy': text(404, HTML),
  '400': json(400, 'invalid_request', {
    zh: '请求参数有误',
    en: 'The request is invalid',
    detail: 'The request is invalid. name: too long.',
  }),
  '409': json(409, 'invalid_request', {
    zh: '请求参数有误',
    en: 'The request is invalid',
    detail: 'The pool has two secrets. Retire one of them first.',
  }),
  '412': json(412, 'precondition_failed', {
    zh: '内容已被其他管理员修改，请刷新后重试',
    en: 'Another operator changed this, please reload and try again',
  }),
  '422 of a gateway': text(422, '{"message":"Unprocessable"}', 'application/json'),
  '429': json(429, 'rate_limited', {
    zh: '请求过于频繁，请稍后再试',
    en: 'Too many requests, please try again later',
  }),
  '429 of a proxy': text(429, HTML),
  '500': json(500, 'internal', {
    zh: '服务器内部错误，请稍后再试',
    en: 'The server failed, please try again later',
  }),
  '500 of a proxy': text(500, HTML),
  '502': json(502, 'wechat_unavailable', {
    zh: '微信服务暂不可用，请稍后再试',
    en: 'WeChat is unavailable, please try again later',
  }),
  '502 of a proxy': text(502, HTML),
  '503': json(503, 'unavailable', {
    zh: '登录服务暂时不可用，请稍后再试',
    en: 'The login service is unavailable, please try again later',
    detail: 'The database does not respond. Try again later.',
  }),
  '503 of a proxy': text(503, ''),
  'network gone': () => Promise.reject(new TypeError('Failed to fetch')),
  hang: (signal) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
  'HTML for JSON': text(200, HTML),
  'JSON that is cut off': text(200, '{"items":[', 'application/json'),
  'a list for an object': text(200, '[]', 'application/json'),
  'an empty body': text(200, '', 'application/json'),
};
/** After these it is unknown whether a change was made. */
const UNKNOWN = /network gone|hang|^50[23] of a proxy|HTML for|cut off|a list|empty/;

const ADVICE = {
  'zh-CN': /重试|再试|重新加载|核对|检查|查看|登录|联系|可能已被删除/,
  en: /try again|check|look|ask|sign in|wait|may have been deleted/i,
};

describe('every unexpected response', () => {
  const page = {
    documentElement: { lang: '' },
    querySelector: () => ({ content: '{"requestTimeoutMs":-1950}' }),
  };
  let run: (method: string, path: string) => Promise<unknown>;
  let describeFailure: (error: unknown, t: (pair: TextPair) => string) => string;
  let isOutcomeUnknown: (error: unknown) => boolean;
  let answer: (signal: AbortSignal) => Promise<Response>;

  beforeAll(async () => {
    // The page's addresses have its origin, which Node has not.
    const PageRequest = class extends Request {
      constructor(input: RequestInfo | URL, init?: RequestInit) {
        super(typeof input === 'string' ? new URL(input, 'http://localhost') : input, init);
      }
    };
    Object.assign(globalThis, {
      document: page,
      Request: PageRequest,
      fetch: (_request: Request, { signal }: { signal: AbortSignal }) => answer(signal),
    });
    const { api, read } = await import('../src/api/client.js');
    ({ describeFailure } = await import('../src/frame/describe-failure.js'));
    ({ isOutcomeUnknown } = await import('../src/api/send-in-time.js'));
    run = (method, path) => {
      const request = api.request as (...args: unknown[]) => ReturnType<typeof api.GET>;
      const ids = {
        userPoolId: 'p',
        userId: 'u',
        sessionId: 's',
        secretId: 's',
        operatorId: 'o',
        tokenId: 't',
      };
      return read(
        request(method.toLowerCase(), path, {
          params: { path: ids },
          body: method === 'GET' ? undefined : {},
        }),
      );
    };
  });

  const requests = listRequests();
  test('all requests of the API are found', () => {
    expect(requests.length).toBeGreaterThan(30);
    expect(requests).toContainEqual(['PATCH', '/admin/pools/{userPoolId}']);
  });

  test.each(Object.keys(FAILURES))(
    '%s: each request ends in a sentence that says what to do',
    async (name) => {
      for (const [language, advice] of Object.entries(ADVICE)) {
        page.documentElement.lang = language;
        const said = await Promise.all(
          requests.map(async ([method, path]) => {
            answer = FAILURES[name] as typeof answer;
            const error: unknown = await run(method, path).then(
              () => new Error('It was taken for an answer.'),
              (thrown: unknown) => thrown,
            );
            const sentence = describeFailure(error, ({ zh, en }) => (language === 'en' ? en : zh));
            const isRead =
              method === 'GET' || /\/session(\/confirmation)?$|\/(search|export|check)$/.test(path);
            const isChange = !isRead || method === 'DELETE';
            return [
              method,
              path,
              advice.test(sentence) && !/[<{]|Unexpected|JSON|undefined/.test(sentence)
                ? 'says what to do'
                : sentence,
              isOutcomeUnknown(error) === (isChange && UNKNOWN.test(name)),
            ];
          }),
        );
        expect(said).toEqual(requests.map(([method, path]) => [method, path, 'says what to do', true]));
      }
    },
  );
});
