/** Says the form of a `DATABASE_URL`. */
export const DATABASE_URL_FORM =
  'must be postgres://user:password@host:5432/database, with special characters of the password encoded, for example # as %23';

/** Whether a text is the address of a PostgreSQL, or of several as {@link listServers} reads them. */
export function isDatabaseUrl(text: string): boolean {
  return listServers(text).every(isServerUrl);
}

function isServerUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, pathname } = new URL(text);
  try {
    [username, password, pathname].forEach(decodeURIComponent);
  } catch {
    return false; // a % that encodes nothing
  }
  return protocol === 'postgres:' || protocol === 'postgresql:';
}

/**
 * Splits an address that names several servers, as libpq writes it: `postgres://user@host-1:5432,host-2:5432/database`.
 *
 * @see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-MULTIPLE-HOSTS
 * @returns an address for each server, in their order
 */
export function listServers(databaseUrl: string): string[] {
  const afterScheme = databaseUrl.indexOf('://') + 3;
  const length = databaseUrl.slice(afterScheme).search(/[/?#]/);
  const authorityEnd = length < 0 ? databaseUrl.length : afterScheme + length;
  const hostsStart = Math.max(afterScheme, databaseUrl.lastIndexOf('@', authorityEnd) + 1);
  const hosts = databaseUrl.slice(hostsStart, authorityEnd).split(',');
  return hosts.map((host) => databaseUrl.slice(0, hostsStart) + host + databaseUrl.slice(authorityEnd));
}

/** Names host and port of one server, without user and password. */
export function nameServer(serverUrl: string): string {
  const { hostname, port, searchParams } = new URL(serverUrl);
  return searchParams.get('host') ?? `${hostname}:${port || '5432'}`;
}
