import { App2WxappError } from '@app2wxapp/core';
import { encodeBase64Url } from './base64url.js';
import { settleInTime } from './settle-in-time.js';

const DEADLINE_MS = 10_000;

/**
 * Source of random bytes and SHA-256, for platforms without `crypto.subtle`: React Native, uni-app. `expo-crypto`,
 * `react-native-quick-crypto` and `js-sha256` fit in a line each; see the guides.
 */
export interface BindingCrypto {
  /** Returns `length` bytes from a cryptographically secure source. `Math.random` is not secure. */
  randomBytes(length: number): Uint8Array | Promise<Uint8Array>;
  /** Returns the 32 bytes of the digest. */
  sha256(bytes: Uint8Array): ArrayBuffer | Uint8Array | Promise<ArrayBuffer | Uint8Array>;
}

/** Binding of one login to this app. Keep it until the login ends, and pass `codeVerifier` to the exchange only. */
export interface Binding {
  /** 128 random bits in base64url: distinguishes this login's result from others'. */
  readonly state: string;
  /**
   * 256 random bits in base64url: proves at the exchange that the caller is the app that launched the mini program.
   */
  readonly codeVerifier: string;
  /** base64url of the SHA-256 of `codeVerifier`; goes into the launch path with `state`. */
  readonly codeChallenge: string;
}

/**
 * Creates the state, verifier and challenge of a bound launch.
 *
 * @param crypto replaces the platform's `crypto`
 * @throws {App2WxappError} `crypto_unavailable` when there is no source, or it fails, does not respond within ten
 *   seconds or returns too few bytes
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4
 */
export async function createBinding(crypto: BindingCrypto = platformCrypto): Promise<Binding> {
  try {
    return await settleInTime(() => makeBinding(crypto), DEADLINE_MS);
  } catch (cause) {
    throw new App2WxappError('crypto_unavailable', 'No random bytes or SHA-256. Set the option "crypto".', {
      cause,
    });
  }
}

async function makeBinding(crypto: BindingCrypto): Promise<Binding> {
  const state = encodeBase64Url(ofLength(16, await crypto.randomBytes(16)));
  const codeVerifier = encodeBase64Url(ofLength(32, await crypto.randomBytes(32)));
  const ascii = Uint8Array.from(codeVerifier, (character) => character.charCodeAt(0));
  const digest = new Uint8Array(await crypto.sha256(ascii));
  return { state, codeVerifier, codeChallenge: encodeBase64Url(ofLength(32, digest)) };
}

const platformCrypto: BindingCrypto = {
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  sha256: (bytes) => crypto.subtle.digest('SHA-256', bytes as BufferSource),
};

function ofLength(length: number, bytes: Uint8Array): Uint8Array {
  if (bytes.length === length) return bytes;
  throw new RangeError(`${bytes.length} bytes`);
}
