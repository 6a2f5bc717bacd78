import {
  App2WxappError,
  isApp2WxappError,
  parseTicket,
  SERVER_ERRORS,
  type ServerErrorCode,
} from '@app2wxapp/core';
import { SERVER_STATUSES } from '@app2wxapp/core/server';
import type { IncomingHttpHeaders } from 'node:http';
import { claimLogin } from '../claim-login.js';
import { authenticateClient } from '../client-credentials.js';
import { findOAuthError } from '../oauth-error.js';
import { redeemTicket } from '../redeem-ticket.js';
import { buildRefreshAnswer, refreshSession } from '../refresh-session.js';
import { revokeToken } from '../revoke-token.js';
import { introspectToken } from '../verify-session-token.js';
import type { StandInRules } from './stand-in-rules.js';

/** Format of a login response: the bare user, or Authing's envelope with the user as an object or as JSON text. */
export type AnswerStyle = 'bare' | 'envelope' | 'envelope-text';

/** Request that a stand-in received. */
export interface StandInRequest {
  /** HTTP method. */
  readonly method: string;
  /** Path of the URL. */
  readonly path: string;
  /** Headers, by lower-case names. */
  readonly headers: IncomingHttpHeaders;
  /** Members of its JSON or its form. */
  readonly body: unknown;
}

/** Response of a stand-in. */
export interface StandInAnswer {
  /** HTTP status. */
  readonly status: number;
  /** Body, sent as JSON. */
  readonly body?: object;
}

const IP = '127.0.0.1';

/** Responds as an authority does, by its rules. */
export function answerRequest(
  rules: StandInRules,
  style: AnswerStyle,
  request: StandInRequest,
): Promise<StandInAnswer> {
  const { pathname } = new URL(request.path, rules.issuer());
  const [, room, ...parts] = pathname.slice(1).split('/');
  switch (room) {
    case 'jwks.json':
      return Promise.resolve({ status: 200, body: rules.keys.publish() });
    case 'app2wxapp':
      return attempt(
        answerLogin(rules, style, { ...request, parts }),
        style === 'bare' ? asProblem : asEnvelope,
      );
    case 'users':
      return attempt(answerUser(rules, { ...request, parts }), asProblem);
    default:
      return attempt(answerOAuth(rules, room, request), asOAuth);
  }
}

interface Call extends StandInRequest {
  /** Parts of the path after the name of the endpoint. */
  readonly parts: readonly string[];
}

async function answerLogin(rules: StandInRules, style: AnswerStyle, { parts, headers, body }: Call) {
  const [step, userPoolId = ''] = parts;
  const fields = readFields(body);
  const idempotencyKey = headers['idempotency-key']?.toString();
  const caller = { userPoolId, secret: fields.secret, idempotencyKey, ip: IP };
  const { user, refreshToken } =
    step === 'auth'
      ? await redeemTicket(rules, { ...caller, ...fields, ticket: parseTicket(fields.ticket) })
      : await claimLogin(rules, { ...caller, ...readFields(body, 'state', 'codeVerifier') });
  const login = {
    ...user,
    ...rules.shown.get(user._id),
    ...(refreshToken !== undefined && { refreshToken }),
  };
  if (style === 'bare') return { status: 200, body: login };
  const data = style === 'envelope' ? login : JSON.stringify(login);
  return { status: 200, body: { code: 200, message: '获取用户信息成功', data } };
}

async function answerOAuth(rules: StandInRules, step = '', { headers, body }: StandInRequest) {
  const { pool } = await authenticateClient(rules, headers.authorization, readFields(body));
  if (step === 'token') {
    const { refresh_token: refreshToken } = readFields(body, 'refresh_token');
    const refreshed = await refreshSession(rules, pool, { refreshToken, ip: IP });
    return { status: 200, body: buildRefreshAnswer(refreshed, rules.clock) };
  }
  const { token, all_sessions: all } = readFields(body, 'token');
  if (step === 'introspect') {
    const claims = await introspectToken(rules, pool, token);
    return { status: 200, body: { ...claims, active: claims !== undefined } };
  }
  await revokeToken(rules, pool, { token, allSessions: all === 'true', ip: IP });
  return { status: 200 };
}

async function answerUser(rules: StandInRules, { parts, method, headers, body }: Call) {
  const { pool } = await authenticateClient(rules, headers.authorization);
  const [userId = '', part = '', sessionId] = parts;
  const key = { userPoolId: pool.id, userId };
  const { users } = rules;
  switch (`${method} ${part}`) {
    case 'PATCH ':
      return { status: 200, body: users.change(key, readFields(body)) };
    case 'POST export':
      return { status: 200, body: users.export(key) };
    case 'DELETE ':
      users.erase(key);
      return { status: 204 };
    case 'GET sessions':
      return { status: 200, body: users.listSessions(key) };
    case 'DELETE sessions':
      return { status: 200, body: await users.revokeSessions(key, sessionId) };
    default:
      return { status: 200, body: users.find(key) };
  }
}

/** Reads a body whose fields are all strings. @throws {App2WxappError} `invalid_request` */
function readFields<T extends string = never>(body: unknown, ...required: readonly T[]) {
  const fields = Object(body ?? {}) as Readonly<Record<T, string> & Record<string, string | undefined>>;
  const isText = (value: unknown) => typeof value === 'string';
  if (Object.values(fields).every(isText) && required.every((name) => isText(fields[name]))) return fields;
  throw new App2WxappError('invalid_request', `The body needs ${required.join(', ')}: texts all of them.`);
}

type Describe = (code: ServerErrorCode, error: App2WxappError) => StandInAnswer;

async function attempt(answer: Promise<StandInAnswer>, describe: Describe): Promise<StandInAnswer> {
  return answer.catch((error: unknown) => {
    if (isApp2WxappError(error) && error.code in SERVER_ERRORS)
      return describe(error.code as ServerErrorCode, error);
    throw error;
  });
}

const asProblem: Describe = (error, { status = SERVER_STATUSES[error], message }) => ({
  status,
  body: { status, error, code: SERVER_ERRORS[error], message },
});
const asEnvelope: Describe = (error, { message }) => ({
  status: 200,
  body: { code: SERVER_ERRORS[error], error, message },
});
const asOAuth: Describe = (code) => {
  const { status, error } = findOAuthError(code);
  return { status, body: { error } };
};
