/** Form of a `REDIS_URL`, for messages. */
export const REDIS_URL_FORM =
  'must be redis://user:password@host:6379, or rediss://… with TLS, with special characters of the password encoded; ' +
  'without parameters, which the client would take for options of its own';

/** Whether a text is the address of a Redis, with a valid port and encoding, and without parameters. */
export function isRedisUrl(text: string): boolean {
  const { username, password, port, pathname, search, hash } = new URL(text);
  try {
    [username, password].forEach(decodeURIComponent);
  } catch {
    return false; // invalid percent-encoding
  }
  return port !== '0' && /^\/?\d{0,4}$/.test(pathname) && search + hash === '';
}
