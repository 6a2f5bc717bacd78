/** Says the form of a `REDIS_URL`. */
export const REDIS_URL_FORM =
  'must be redis://user:password@host:6379, or rediss://… with TLS, with special characters of the password encoded; ' +
  'without parameters, which the client would take for options of its own';

/** Whether the address of a Redis has a port that can be connected to, an encoding that can be read, and no parameters. */
export function isRedisUrl(text: string): boolean {
  const { username, password, port, pathname, search, hash } = new URL(text);
  try {
    [username, password].forEach(decodeURIComponent);
  } catch {
    return false; // a % that encodes nothing
  }
  return port !== '0' && /^\/?\d{0,4}$/.test(pathname) && search + hash === '';
}
