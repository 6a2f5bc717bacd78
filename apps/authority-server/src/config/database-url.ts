/** Says the form of a `DATABASE_URL`. */
export const DATABASE_URL_FORM =
  'must be postgres://user:password@host:5432/database, with special characters of the password encoded, for example # as %23';

/** Whether a text is the address of a PostgreSQL that the driver can read. */
export function isDatabaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, pathname } = new URL(text);
  try {
    [username, password, pathname].forEach(decodeURIComponent);
  } catch {
    return false; // a % that encodes nothing
  }
  return protocol === 'postgres:' || protocol === 'postgresql:';
}

/** Names host and port, without user and password. */
export function nameServer(databaseUrl: string): string {
  const { hostname, port, searchParams } = new URL(databaseUrl);
  return searchParams.get('host') ?? `${hostname}:${port || '5432'}`;
}
