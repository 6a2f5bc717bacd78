/** Form of a `DATABASE_URL`, for messages. */
export const DATABASE_URL_FORM =
  'must be postgres://user:password@host:5432/database, with special characters of the password encoded, for example # as %23';

/** TLS modes of a `DATABASE_URL`, for messages. */
export const SSL_MODES_FORM =
  'sslmode must be disable, require or verify-full, which both verify the certificate, or no-verify';
const SSL_MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/** Whether the driver knows the `sslmode`, where there is one: it treats any other as TLS. */
export function isSslModeKnown(databaseUrl: string): boolean {
  const [, query = ''] = databaseUrl.split('?');
  const mode = new URLSearchParams(query).get('sslmode');
  return mode === null || SSL_MODES.includes(mode);
}

/** Whether a text is the address of a PostgreSQL, or of several as {@link listServers} parses them. */
export function isDatabaseUrl(text: string): boolean {
  return listServers(text).every(isServerUrl);
}

function isServerUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, port, pathname } = new URL(text);
  try {
    [username, password, pathname].forEach(decodeURIComponent);
  } catch {
    return false; // invalid percent-encoding
  }
  return (protocol === 'postgres:' || protocol === 'postgresql:') && port !== '0';
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
  const afterHosts = verifyCertificate(databaseUrl.slice(authorityEnd));
  return hosts.map((host) => databaseUrl.slice(0, hostsStart) + host + afterHosts);
}

/**
 * Sets `sslmode`: the driver verifies the certificate for each mode with TLS except `no-verify`, and prints a long
 * warning unless the mode has that name.
 */
function verifyCertificate(path: string): string {
  if (path.includes('uselibpqcompat=')) return path;
  return path.replace(/([?&]sslmode=)(?:prefer|require|verify-ca)(?=&|$)/, '$1verify-full');
}

/** Returns host and port of one server, without user and password. */
export function nameServer(serverUrl: string): string {
  const { hostname, port, searchParams } = new URL(serverUrl);
  return searchParams.get('host') ?? `${hostname || 'localhost'}:${port || '5432'}`;
}
