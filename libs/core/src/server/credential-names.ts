/**
 * Names of fields and headers whose values are never logged and only displayed masked: tickets, codes, secrets,
 * tokens, verifiers, cookies, and the phone number. They cover the protocol, OAuth, WeChat and Authing.
 *
 * `code` is not listed: in most places it is an error number, in one the code of the phone number button.
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
  // WeChat's profile of the user, as one string.
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
