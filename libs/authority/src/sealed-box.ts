import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { App2WxappError } from '@app2wxapp/core';

/** Encrypts secrets that must be recoverable, so that a copy of the database alone reveals none. */
export interface SealedBox {
  /**
   * Encrypts a text.
   *
   * @param purpose kind and owner of the text; only the same purpose decrypts it, so that an encrypted value cannot
   *   be moved to another row
   */
  seal(text: string, purpose: string): string;
  /**
   * Decrypts a text. @throws {App2WxappError} `internal`: another master key, another purpose, or no value of `seal`
   */
  open(sealed: string, purpose: string): string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts with AES-256-GCM under the master key. Nonces are random: safe for the few thousand values of an authority,
 * far below the 2³² of one key.
 *
 * @param masterKey 32 bytes
 * @param previousKey 32 bytes; decrypts only, while the master key is being replaced
 * @throws {App2WxappError} `invalid_options` for a key of another length
 * @see https://csrc.nist.gov/pubs/sp/800/38/d/final
 */
export function createSealedBox(masterKey: Uint8Array, previousKey?: Uint8Array): SealedBox {
  const keys = previousKey ? [masterKey, previousKey] : [masterKey];
  if (keys.some(({ length }) => length !== 32)) {
    throw new App2WxappError('invalid_options', 'The master key must be 32 bytes.');
  }
  return {
    seal(text, purpose) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', masterKey, nonce).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(text), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(sealed, purpose) {
      let cause: unknown;
      for (const key of keys) {
        try {
          return openUnder(key, Buffer.from(sealed, 'base64url'), purpose);
        } catch (error) {
          cause = error;
        }
      }
      throw new App2WxappError(
        'internal',
        'A stored secret cannot be decrypted. MASTER_KEY must be the key that encrypted it.',
        { cause },
      );
    },
  };
}

function openUnder(key: Uint8Array, bytes: Buffer, purpose: string): string {
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(purpose))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const body = bytes.subarray(NONCE_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
}
