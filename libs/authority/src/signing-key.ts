import { createPrivateKey, type JsonWebKeyInput, type KeyObject } from 'node:crypto';
import type { JSONWebKeySet, JWK } from './jose.js';
import { loadJose } from './load-jose.js';
import type { SealedBox } from './sealed-box.js';

/** A key pair of the authority as it is stored: the private half encrypted, the public half in clear. */
export interface StoredSigningKey {
  /** RFC 7638 thumbprint of the public key. */
  readonly kid: string;
  readonly sealedPrivateKey: string;
  readonly publicKey: JWK;
  readonly createdAt: Date;
  /** Signs nothing from then on; `null` = signs. */
  readonly retiredAt: Date | null;
}

/** A key that signs. */
export interface SigningKey {
  readonly kid: string;
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

/** Purpose that the private half of a key is sealed for. */
export function nameSigningKey(kid: string): string {
  return `signing-key:${kid}`;
}
