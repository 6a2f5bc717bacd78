import { createPublicKey } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { calculateJwkThumbprint } from 'jose';
import {
  buildJwks,
  createSealedBox,
  createSigningKey,
  nameSigningKey,
  openSigningKey,
} from '../src/index.js';

const box = createSealedBox(new Uint8Array(32).fill(1));

describe('an encryption under the master key', () => {
  test('returns the encrypted text, for the same purpose and under the same key only', () => {
    const sealed = box.seal('密钥 and more', 'a');
    expect(box.open(sealed, 'a')).toBe('密钥 and more');
    expect(() => box.open(sealed, 'b')).toThrow(expect.objectContaining({ code: 'internal' }));
    const other = createSealedBox(new Uint8Array(32).fill(2));
    expect(() => other.open(sealed, 'a')).toThrow(expect.objectContaining({ code: 'internal' }));
  });

  test('decrypts under two keys while the master key changes, and encrypts under the newer', () => {
    const newer = new Uint8Array(32).fill(3);
    const both = createSealedBox(newer, new Uint8Array(32).fill(1));
    expect(both.open(box.seal('x', 'a'), 'a')).toBe('x');
    expect(() => both.open(box.seal('x', 'a'), 'b')).toThrow(expect.objectContaining({ code: 'internal' }));
    const sealed = both.seal('x', 'a');
    expect(both.open(sealed, 'a')).toBe('x');
    expect(createSealedBox(newer).open(sealed, 'a')).toBe('x');
    expect(() => box.open(sealed, 'a')).toThrow();
    expect(() => createSealedBox(newer, new Uint8Array(16))).toThrow('32 bytes');
  });

  test('encrypts the same text differently each time', () => {
    expect(box.seal('x', 'a')).not.toBe(box.seal('x', 'a'));
  });

  test('detects every changed byte, and text that was never encrypted', () => {
    const sealed = Buffer.from(box.seal('some text', 'a'), 'base64url');
    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => box.open(changed.toString('base64url'), 'a')).toThrow();
    }
    for (const text of ['', 'short', 'a'.repeat(100)]) expect(() => box.open(text, 'a')).toThrow();
  });

  test('accepts no truncated tag, though it begins like a valid one', () => {
    const sealed = Buffer.from(box.seal('', 'a'), 'base64url');
    expect(sealed).toHaveLength(28);
    for (let length = 12; length < sealed.length; length++) {
      expect(() => box.open(sealed.subarray(0, length).toString('base64url'), 'a')).toThrow();
    }
  });

  test('reports which key is needed for a value that it cannot decrypt, and the reason', () => {
    expect(() => box.open(box.seal('x', 'a'), 'b')).toThrow(
      expect.objectContaining({
        message: 'A stored secret cannot be decrypted. MASTER_KEY must be the key that encrypted it.',
        cause: expect.objectContaining({ message: expect.stringContaining('authenticate') }),
      }),
    );
  });

  test('requires a key of 32 bytes', () => {
    const create = () => createSealedBox(new Uint8Array(16));
    expect(create).toThrow(expect.objectContaining({ code: 'invalid_options' }));
  });
});

describe('a signing key', () => {
  test('has the thumbprint of its public half as its id, and signs from the start', async () => {
    const now = new Date(1000);
    const { kid, publicKey, createdAt, retiredAt } = await createSigningKey(box, now);
    expect(publicKey).toEqual({
      ...{ kty: 'EC', crv: 'P-256', x: expect.any(String), y: expect.any(String) },
      ...{ kid, alg: 'ES256', use: 'sig' },
    });
    expect(kid).toBe(await calculateJwkThumbprint(publicKey));
    expect([createdAt, retiredAt]).toEqual([now, null]);
  });

  test('is decrypted by the holder of the master key, in its own row only', async () => {
    const [stored, other] = [
      await createSigningKey(box, new Date()),
      await createSigningKey(box, new Date()),
    ];
    const { kid, privateKey } = openSigningKey(box, stored);
    const { x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
    expect({ kid, x, y }).toEqual({ kid: stored.kid, x: stored.publicKey.x, y: stored.publicKey.y });
    const moved = { ...stored, sealedPrivateKey: other.sealedPrivateKey };
    expect(() => openSigningKey(box, moved)).toThrow(expect.objectContaining({ code: 'internal' }));
    expect(nameSigningKey('k')).toBe('signing-key:k');
  });

  test('is not decrypted by another master key', async () => {
    const stored = await createSigningKey(box, new Date());
    expect(stored.publicKey).not.toHaveProperty('d');
    expect(openSigningKey(box, stored).kid).toBe(stored.kid);
    const other = createSealedBox(new Uint8Array(32).fill(2));
    expect(() => openSigningKey(other, stored)).toThrow(expect.objectContaining({ code: 'internal' }));
  });

  test('is published without its private half, in the order of the list', async () => {
    const keys = [await createSigningKey(box, new Date()), await createSigningKey(box, new Date())];
    expect(buildJwks(keys)).toEqual({ keys: keys.map(({ publicKey }) => publicKey) });
    expect(JSON.stringify(buildJwks(keys))).not.toContain('"d":');
  });
});
