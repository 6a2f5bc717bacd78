import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { parseUser, type User } from '@app2wxapp/core';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload } from '../jose.js';
import type { LoggedInUser } from '../login-answer.js';
import { createUsers, type StandInUsers } from './stand-in-users.js';

const DAY_SECONDS = 24 * 60 * 60;
/** How long the stand-in's tokens are good for, in seconds. */
export const TOKEN_TTL_SECONDS = 15 * DAY_SECONDS;

/** The stand-in's keys, tokens and sessions. */
export interface StandInSessions {
  readonly jwks: () => { readonly keys: readonly JWK[] };
  signToken(claims?: JWTPayload): Promise<string>;
  rotateKey(): Promise<void>;
  open(fields: Partial<User>): Promise<LoggedInUser>;
  isActive(token: string): boolean;
  end(token: string, everywhere: boolean): void;
  readonly users: StandInUsers;
  /** @returns `undefined` when the refresh token is not good; a used one ends its session */
  refresh(refreshToken: string): Promise<{ token: string; refreshToken: string } | undefined>;
}

/** What {@link createSessions} needs. */
export interface SessionsOptions {
  readonly issuer: () => string;
  readonly userPoolId: string;
  readonly signingKey: string | undefined;
  readonly refreshTokens: boolean;
}

interface Session {
  readonly sid: string;
  readonly sub: string;
}

/** Makes tokens as the authority does, and remembers in memory which sessions have ended. */
export async function createSessions(options: SessionsOptions): Promise<StandInSessions> {
  const ended = new Set<string>();
  const users = createUsers(ended);
  const sidsOf = new Map<string, string[]>();
  const refreshable = new Map<string, Session & { used: boolean }>();
  const tokens = await createTokens(options);

  function createRefreshToken(session: Session): string {
    const refreshToken = randomBytes(32).toString('base64url');
    refreshable.set(refreshToken, { ...session, used: false });
    return refreshToken;
  }

  const sessionOf = (token: string) => refreshable.get(token) ?? (readClaims(token) as Partial<Session>);

  return {
    ...tokens,
    users,
    open: async (fields) => {
      const session = { sid: randomUUID(), sub: fields._id ?? findId(fields.openid ?? randomUUID(), users) };
      sidsOf.set(session.sub, [...(sidsOf.get(session.sub) ?? []), session.sid]);
      const user = createUser(fields, session.sub, fields.token ?? (await tokens.signToken({ ...session })));
      users.note(user, session.sid);
      return options.refreshTokens ? { ...user, refreshToken: createRefreshToken(session) } : user;
    },
    isActive: (token) => {
      const { sid, exp } = readClaims(token);
      return exp !== undefined && exp * 1000 > Date.now() && !ended.has(sid ?? '');
    },
    end: (token, everywhere) => {
      const { sid = '', sub = '' } = sessionOf(token);
      for (const one of everywhere ? (sidsOf.get(sub) ?? []) : [sid]) ended.add(one);
    },
    refresh: async (refreshToken) => {
      const session = refreshable.get(refreshToken);
      if (!session || ended.has(session.sid)) return undefined;
      if (session.used) {
        ended.add(session.sid);
        return undefined;
      }
      session.used = true;
      const { sid, sub } = session;
      return { token: await tokens.signToken({ sid, sub }), refreshToken: createRefreshToken({ sid, sub }) };
    },
  };
}

type Tokens = Pick<StandInSessions, 'jwks' | 'signToken' | 'rotateKey'>;

async function createTokens({ issuer, userPoolId, signingKey }: SessionsOptions): Promise<Tokens> {
  let key = await createKey();

  const signToken = (claims: JWTPayload = {}) => {
    const id = typeof claims.sub === 'string' ? claims.sub : randomBytes(12).toString('hex');
    const iat = Math.floor(Date.now() / 1000);
    const common = { data: { unionid: null, id, clientId: userPoolId }, iat, exp: iat + TOKEN_TTL_SECONDS };
    if (signingKey !== undefined) {
      const { sub: _sub, sid: _sid, ...rest } = claims;
      return new SignJWT({ ...common, ...rest })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .sign(new TextEncoder().encode(signingKey));
    }
    const registered = {
      iss: issuer(),
      sub: id,
      aud: userPoolId,
      jti: randomUUID(),
      sid: randomUUID(),
    };
    return new SignJWT({ ...common, ...registered, ...claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: key.jwk.kid })
      .sign(key.privateKey);
  };

  return {
    jwks: () => ({ keys: [key.jwk] }),
    signToken,
    rotateKey: async () => {
      key = await createKey();
    },
  };
}

function readClaims(token: string): JWTPayload & { sid?: string } {
  try {
    return decodeJwt(token);
  } catch {
    return {};
  }
}

/** A person who was deleted is a new user. */
function findId(seed: string, users: StandInUsers): string {
  const id = createId(seed);
  return users.wasDeleted(id) ? findId(id, users) : id;
}

function createId(seed: string): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, 24);
}

async function createKey() {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: randomUUID(), alg: 'ES256', use: 'sig' };
  return { privateKey, jwk };
}

function createUser(fields: Partial<User>, _id: string, token: string): User {
  const now = new Date();
  return parseUser({
    username: 'WeChat user',
    nickname: 'WeChat user',
    loginsCount: 1,
    registerMethod: 'oauth:app2wxapp',
    openid: _id,
    lastIP: '127.0.0.1',
    lastLogin: now.toISOString(),
    signedUp: now.toISOString(),
    tokenExpiredAt: new Date(now.getTime() + TOKEN_TTL_SECONDS * 1000).toISOString(),
    ...fields,
    _id,
    token,
  });
}
