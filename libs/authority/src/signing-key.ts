import { createPrivateKey, type JsonWebKeyInput, type KeyObject } from 'node:crypto';
import type { JSONWebKeySet, JWK } from './jose.js';
import { loadJose } from './load-jose.js';
import type { SealedBox } from './sealed-box.js';

/** Key pair of the authority as it is stored: the private half encrypted, the public half in clear. */
export interface StoredSigningKey {
  /** RFC 7638 thumbprint of the public key. */
  readonly kid: string;
  /** Private key, encrypted by a {@link SealedBox}. */
  readonly sealedPrivateKey: string;
  /** Public key. */
  readonly publicKey: JWK;
  /** Time of creation. */
  readonly createdAt: Date;
  /** Time from which the key signs nothing; `null` = it signs. */
  readonly retiredAt: Date | null;
}

/** Key that signs tokens. */
export interface SigningKey {
  /** RFC 7638 thumbprint of the public key. */
  readonly kid: string;
  /** Private key on P-256. Never log it. */
  readonly privateKey: KeyObject;
}

/** Creates an ES256 key pair (P-256, RFC 7518 §3.4). */
export async function createSigningKey(box: SealedBox, now: Date): Promise<StoredSigningKey> {
  const { calculateJwkThumbprint, exportJWK, generateKeyPair } = await loadJose();
  const pair = await generateKeyPair('ES256', { extractable: true });
  const publicKey = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(publicKey);
  const privateKey = JSON.stringify(await exportJWK(pair.privateKey));
  return {
    kid,
    sealedPrivateKey: box.seal(privateKey, nameSigningKey(kid)),
    publicKey: { ...publicKey, kid, alg: 'ES256', use: 'sig' },
    createdAt: now,
    retiredAt: null,
  };
}

/** Decrypts a stored signing key. @throws {App2WxappError} `internal` when it was encrypted under another master key */
export function openSigningKey(box: SealedBox, stored: StoredSigningKey): SigningKey {
  const key = JSON.parse(
    box.open(stored.sealedPrivateKey, nameSigningKey(stored.kid)),
  ) as JsonWebKeyInput['key'];
  return { kid: stored.kid, privateKey: createPrivateKey({ key, format: 'jwk' }) };
}

/** Builds the response of `/.well-known/jwks.json`: the public keys of all signing keys, new and old. */
export function buildJwks(keys: readonly StoredSigningKey[]): JSONWebKeySet {
  return { keys: keys.map(({ publicKey }) => publicKey) };
}

/** Returns the purpose under which the private half of a key is encrypted. */
export function nameSigningKey(kid: string): string {
  return `signing-key:${kid}`;
}
