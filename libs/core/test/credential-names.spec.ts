import { describe, expect, test } from '@jest/globals';
import { CREDENTIAL_NAMES, listCredentialPaths } from '../src/server/index.js';

const PATHS = listCredentialPaths();

/** By who named them; what is missing here would be in a log. */
const NAMED_BY = {
  'this protocol': [
    ...[
      'ticket',
      'avatarTicket',
      'loginCode',
      'phoneCode',
      'codeVerifier',
      'secret',
      'phone',
      'token',
      'refreshToken',
    ],
  ],
  'its settings and operators': [
    ...['masterKey', 'signingKey', 'tokenKey', 'privateKey', 'operatorToken', 'metricsToken'],
  ],
  'OAuth (RFC 6749, RFC 7636)': ['access_token', 'refresh_token', 'client_secret', 'code_verifier'],
  WeChat: ['js_code', 'session_key', 'appSecret', 'phoneNumber', 'purePhoneNumber'],
  Authing: ['tickett', 'oauth', 'accessToken'],
  HTTP: ['authorization', 'proxy-authorization', 'cookie', 'set-cookie'],
};

describe('a field of a log entry', () => {
  test.each(Object.entries(NAMED_BY))('is redacted down to the third level when %s names it', (_, names) => {
    const missing = names
      .flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`])
      .filter((path) => !PATHS.includes(path));
    expect(missing).toEqual([]);
  });

  test('is redacted by no other name, and no name is listed twice', () => {
    expect([...CREDENTIAL_NAMES].sort()).toEqual(Object.values(NAMED_BY).flat().sort());
    expect(new Set(PATHS).size).toBe(3 * CREDENTIAL_NAMES.length);
    expect(PATHS).toHaveLength(3 * CREDENTIAL_NAMES.length);
  });
});
