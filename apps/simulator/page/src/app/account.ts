/** The logged-in account. */
export interface Account {
  readonly id: string;
  readonly nickname: string;
  /** Address of the user's picture. */
  readonly photo: string;
  readonly phone: string | null;
  readonly token: string;
  /** For a new token when this one has expired; there only where the pool issues them. */
  readonly refreshToken?: string | undefined;
  /** Who said the last word: the backend to `GET /me`, or in direct mode the authority. */
  readonly source: 'backend' | 'authority';
  /** What it said, as it came. */
  readonly answer: string;
}

/** Reads what an app shows of a user, whichever server it came from. */
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
