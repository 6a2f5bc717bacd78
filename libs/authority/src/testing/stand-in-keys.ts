import { createPublicKey, randomBytes, type KeyObject } from 'node:crypto';
import type { JSONWebKeySet } from '../jose.js';
import { createSealedBox } from '../sealed-box.js';
import type { SigningKeys } from '../session-token.js';
import { signJwt } from '../sign-jwt.js';
import { buildJwks, createSigningKey, openSigningKey } from '../signing-key.js';
import type { VerifyingKeys } from '../verify-session-token.js';

/** Keys of the stand-in, in memory. */
export interface StandInKeys extends SigningKeys, VerifyingKeys {
  /** Returns the published keys. */
  publish(): JSONWebKeySet;
  /** Replaces the key: only the new one signs and is published. */
  rotate(): Promise<void>;
  /** Signs the claims of `token` again, replaced by those of `changes`. */
  signAgain(token: string, changes: object): Promise<string>;
}

/** Creates the keys. @param poolKey key of HS256; `undefined` = tokens are signed by ES256 */
export async function createStandInKeys(poolKey: Uint8Array | undefined): Promise<StandInKeys> {
  let key = await createKey();
  return {
    findCurrent: () => Promise.resolve(key.signing),
    findPoolKey: () => Promise.resolve(poolKey ?? new Uint8Array()),
    findPublicKey: (kid) => Promise.resolve(kid === key.signing.kid ? key.verifying : undefined),
    publish: () => buildJwks([key.stored]),
    rotate: async () => {
      key = await createKey();
    },
    signAgain: (token, changes) => {
      const { kid, privateKey } = key.signing;
      const claims = { ...readClaims(token), ...changes };
      return Promise.resolve(
        poolKey
          ? signJwt({ alg: 'HS256' }, claims, poolKey)
          : signJwt({ alg: 'ES256', kid }, claims, privateKey),
      );
    },
  };
}

async function createKey() {
  const box = createSealedBox(randomBytes(32));
  const stored = await createSigningKey(box, new Date());
  const verifying: KeyObject = createPublicKey({ key: { ...stored.publicKey }, format: 'jwk' });
  return { stored, verifying, signing: openSigningKey(box, stored) };
}

function readClaims(token: string): object {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as object;
}
