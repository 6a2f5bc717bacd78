/** Account that is logged in. */
export interface Account {
  /** Id of the account. */
  readonly id: string;
  /** Nickname of the user. */
  readonly nickname: string;
  /** Address of the user's picture. */
  readonly photo: string;
  /** Phone number; `null` without one. */
  readonly phone: string | null;
  /** Session token. */
  readonly token: string;
  /** Refresh token for the time when the session token has expired; only from pools that issue them. */
  readonly refreshToken?: string | undefined;
  /** Server that returned the data: the backend for `GET /me`, or in direct mode the authority. */
  readonly source: 'backend' | 'authority';
  /** Response of that server, unchanged. */
  readonly answer: string;
}

/** Reads the fields that an app shows of a user, from either server's response. */
export function readAccount(
  user: unknown,
  rest: Pick<Account, 'token' | 'refreshToken' | 'source' | 'answer'>,
): Account {
  const fields = (user ?? {}) as Record<string, unknown>;
  const read = (key: string) => (typeof fields[key] === 'string' ? fields[key] : '');
  return {
    id: read('_id'),
    nickname: read('nickname'),
    photo: read('photo'),
    phone: read('phone') || null,
    ...rest,
  };
}
