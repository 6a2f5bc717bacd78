/** Remedies for an unusable Redis, by the reason that the log names. */
const REMEDIES: Readonly<Record<string, string>> = {
  WRONGPASS: 'Correct the user and the password in REDIS_URL.',
  NOAUTH: 'Redis asks for a password: add it to REDIS_URL, as redis://user:password@host:6379.',
  NOPERM:
    'Grant the user of REDIS_URL the rights that counting requires: ACL SETUSER <user> ~app2wxapp:* +@read +@write +@scripting.',
  MOVED:
    'REDIS_URL is a node of a Redis Cluster, which is not supported. Set it to a Redis without cluster mode.',
  CLUSTERDOWN:
    'REDIS_URL is a node of a Redis Cluster, which is not supported. Set it to a Redis without cluster mode.',
  READONLY: 'REDIS_URL is a replica. Set it to the primary.',
  MISCONF: 'Redis cannot save to its disk and accepts no writes. Make room there.',
  OOM: 'Redis has no memory left. Raise its maxmemory, or set maxmemory-policy to volatile-ttl.',
  LOADING: 'Redis is loading its data. Nothing to do unless this lasts.',
  BUSY: 'A script keeps Redis busy. Nothing to do unless this lasts: SCRIPT KILL.',
  full: 'Redis has no connections left. Raise its maxclients, or look for what leaves connections open.',
  timeout: 'Redis responds too late. Keep it near the authority, and look for slow commands.',
  closed:
    'Redis closed the connection: it was stopped, or one side speaks TLS, as rediss://… does, and the other does not.',
  unreadable: 'The server is not Redis. Check host and port of REDIS_URL.',
  certificate:
    'The certificate of Redis is not trusted. Set NODE_EXTRA_CA_CERTS to the file of its CA, or renew it where it is expired.',
  ENOTFOUND: 'The host of REDIS_URL is unknown. Check it, and DNS.',
  ETIMEDOUT:
    'No connection is made within a second. Check the firewall, and that REDIS_URL begins with rediss:// only where Redis speaks TLS.',
  ECONNREFUSED: 'Nothing listens there. Check host and port of REDIS_URL, and that Redis runs.',
};

const UNKNOWN = 'Check REDIS_URL, the network, and the log of Redis.';

/** Codes of Node.js for a rejected certificate. */
const CERTIFICATE = /CERT|UNABLE_TO_VERIFY|^ERR_TLS_CERT/;
/** Codes of a TLS connection to a server without TLS. */
const NO_TLS = /^(?:ERR_SSL_|EPROTO$|ECONNRESET$|EPIPE$)/;

/** Reasons of other errors, by a part of the message; it is not logged, since it may quote sent data. */
const MESSAGES: readonly (readonly [RegExp, string])[] = [
  [/max number of clients/, 'full'],
  [/^Protocol error/, 'unreadable'],
  [/closed|isn't writeable|max retries per request|TLS connection was established/, 'closed'],
];

/**
 * Returns the reason why Redis cannot be used: the first word of its refusal, a code of Node.js, or a key of
 * {@link REMEDIES}.
 */
export function nameRedisFailure({ name, message, code }: Error & { readonly code?: string }): string {
  if (code !== undefined) {
    if (CERTIFICATE.test(code)) return `certificate (${code})`;
    return NO_TLS.test(code) ? `closed (${code})` : code;
  }
  const known = MESSAGES.find(([pattern]) => pattern.test(message));
  return known?.[1] ?? /^[A-Z]+(?= )/.exec(message)?.[0] ?? name;
}

/** Finds the remedy for a failure. @param reason result of {@link nameRedisFailure} */
export function findRedisRemedy(reason: string): string {
  return REMEDIES[reason.split(' ')[0] ?? ''] ?? UNKNOWN;
}
