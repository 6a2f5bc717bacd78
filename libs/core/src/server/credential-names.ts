/**
 * Names of fields and headers whose values are never logged and only shown masked: tickets, codes, secrets, tokens,
 * verifiers, cookies, and the phone number. Those of the protocol, of OAuth, of WeChat and of Authing.
 *
 * It has no `code`: a number of an error in most places, a code of the phone button in one.
 */
export const CREDENTIAL_NAMES: readonly string[] = [
  'ticket',
  'tickett',
  'avatarTicket',
  'loginCode',
  'phoneCode',
  'js_code',
  'codeVerifier',
  'code_verifier',
  'secret',
  'client_secret',
  'appSecret',
  'masterKey',
  'signingKey',
  'tokenKey',
  'privateKey',
  'token',
  'accessToken',
  'access_token',
  'refreshToken',
  'refresh_token',
  'operatorToken',
  'metricsToken',
  'session_key',
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'phone',
  'phoneNumber',
  'purePhoneNumber',
  // What WeChat said of the user, as one string.
  'oauth',
];

/**
 * Lists the paths under which a log entry may hold a field of {@link CREDENTIAL_NAMES}, down to the third level, as
 * `redact.paths` of pino takes them.
 *
 * @see https://github.com/pinojs/pino/blob/main/docs/redaction.md
 */
export function listCredentialPaths(): string[] {
  const paths: string[] = [];
  for (const above of ['', '*', '*.*']) {
    for (const name of CREDENTIAL_NAMES) paths.push(`${above}["${name}"]`);
  }
  return paths;
}
