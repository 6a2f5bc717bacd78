/**
 * Reads the token of `Authorization: Bearer <token>`. It does **not** verify the token: call
 * {@link Client.verifyToken}, which rejects an empty string with `invalid_token`.
 *
 * @param authorization the header as the framework returns it
 * @returns `undefined` without the header, or when it has another form
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1
 * @example
 * const token = readBearerToken(request.headers.authorization);
 */
export function readBearerToken(authorization: unknown): string | undefined {
  if (typeof authorization !== 'string') return undefined;
  return /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization)?.[1];
}
