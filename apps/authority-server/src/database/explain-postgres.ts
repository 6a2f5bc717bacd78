import { App2WxappError, isApp2WxappError } from '@app2wxapp/core';
import { nameServer } from '../config/database-url.js';

/** Explanations of failures that PostgreSQL or the driver reports at a start, with their remedies. */
const BY_CODE: Readonly<Record<string, (address: URL) => string>> = {
  '3D000': ({ pathname }) =>
    `PostgreSQL has no database "${decodeURIComponent(pathname.slice(1))}" (3D000). Create it, or correct DATABASE_URL.`,
  '28P01': ({ username }) =>
    `PostgreSQL refuses the user "${decodeURIComponent(username)}" (28P01). Correct the user and the password in ` +
    'DATABASE_URL, or pg_hba.conf.',
  '28000': ({ username }) =>
    username === ''
      ? 'DATABASE_URL names no user (28000). Set it as postgres://user:password@host:5432/database.'
      : `PostgreSQL refuses the user "${decodeURIComponent(username)}" from here (28000). Correct pg_hba.conf there or the user ` +
        'in DATABASE_URL, and add ?sslmode=require to it where pg_hba.conf asks for TLS.',
  '53300': () =>
    'PostgreSQL accepts no more connections (53300). Lower DATABASE_POOL_SIZE, or raise max_connections there.',
  '08P01': () =>
    'PgBouncer refuses the time-outs of statements (08P01). Set ignore_startup_parameters = ' +
    'statement_timeout,lock_timeout,idle_in_transaction_session_timeout in pgbouncer.ini.',
  '57P03': () =>
    'PostgreSQL is starting or stopping and accepts no connections (57P03). Start the authority when it is up.',
};

/** Codes and messages of a server that cannot be reached. */
const NOT_REACHED = /^(E[A-Z]+|EAI_AGAIN)$|^timeout|^Query read timeout$/;

/** Codes of a certificate that Node.js rejects. @see https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const CERTIFICATE = /^(DEPTH_|SELF_SIGNED_|UNABLE_TO_|CERT_|HOSTNAME_MISMATCH|INVALID_CA|ERR_TLS_CERT_)/;
/** Codes of an invalid certificate or key, or of a folder in its place. */
const BAD_FILE = /^(EISDIR$|ERR_OSSL_)/;
const TLS = /^(EPROTO|ERR_SSL_|ERR_TLS_)/;

/** Converts a failure of a start on PostgreSQL into one line that says what to do, without a password. */
export function explainPostgresFailure(cause: unknown, connectionString: string): App2WxappError {
  if (isApp2WxappError(cause)) return cause;
  const { code, name, message, syscall } = cause as NodeJS.ErrnoException;
  if (syscall === 'open' || BAD_FILE.test(code ?? ''))
    return new App2WxappError(
      'invalid_options',
      `A file that DATABASE_URL names cannot be read or used (${message}). Correct sslrootcert, sslcert or sslkey there.`,
      { cause },
    );
  const reason = code ?? (NOT_REACHED.test(message) ? 'time-out' : name);
  return new App2WxappError('invalid_options', explain({ reason, message, connectionString }), { cause });
}

function explain(failure: {
  readonly reason: string;
  readonly message: string;
  readonly connectionString: string;
}): string {
  const { reason, message, connectionString } = failure;
  const known = BY_CODE[reason];
  if (known) return known(new URL(connectionString));
  const server = nameServer(connectionString);
  const talk = explainTalk(failure, server);
  if (talk !== undefined) return talk;
  if (reason === 'time-out' || NOT_REACHED.test(reason)) {
    return `PostgreSQL does not respond at ${server} (${reason}). Check DATABASE_URL, and that the server runs and takes connections from here.`;
  }
  // Of PostgreSQL's own messages these name settings, roles and tables; the driver's name no values either.
  return `PostgreSQL at ${server} cannot be used (${reason}: ${message}). Check DATABASE_URL.`;
}

/** Explains a failure between the connection and PostgreSQL's first response. */
function explainTalk(
  { reason, message }: { readonly reason: string; readonly message: string },
  server: string,
): string | undefined {
  if (CERTIFICATE.test(reason))
    return (
      `The certificate of PostgreSQL at ${server} is not accepted (${reason}). Add sslrootcert=/path/to/ca.pem to DATABASE_URL; ` +
      'with sslmode=no-verify an attacker on the network can read the traffic.'
    );
  if (TLS.test(reason))
    return `TLS with PostgreSQL at ${server} fails (${reason}). Check sslmode and the port in DATABASE_URL.`;
  if (/does not support SSL/.test(message))
    return `PostgreSQL at ${server} does not accept TLS. Switch ssl on there, or set sslmode=disable in DATABASE_URL.`;
  if (/terminated unexpectedly/.test(message))
    return `The server at ${server} closes the connection at once. Check DATABASE_URL, and that PostgreSQL listens there.`;
  if (/received invalid response/.test(message))
    return `The server at ${server} is not PostgreSQL. Check host and port in DATABASE_URL.`;
  return undefined;
}

/** Converts a failed change of the tables, which was rolled back, into one line that says what to do. */
export function explainMigrationFailure(
  cause: unknown,
  { role, database }: { readonly role: string; readonly database: string },
): App2WxappError {
  if (isApp2WxappError(cause)) return cause;
  const { code = 'no code', message } = findSource(cause);
  const said = `${code}: ${message}`;
  const text =
    code === '42501'
      ? `The role "${role}" may not create or change the tables of "${database}" (${said}). Run the command "migrate" ` +
        'with a DATABASE_URL of the role that owns the database.'
      : `The tables of "${database}" cannot be brought up to date (${said}). Nothing was changed.` +
        (code === '42P07' ? ' Give the authority a database of its own.' : '');
  return new App2WxappError('invalid_options', text, { cause });
}

/** Finds the driver's error: drizzle wraps it, with the statement in the message. */
function findSource(thrown: unknown): Error & { readonly code?: string } {
  const { cause } = thrown as Error;
  return cause instanceof Error ? findSource(cause) : (thrown as Error);
}
