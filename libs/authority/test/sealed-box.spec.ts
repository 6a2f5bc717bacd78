import { describe, expect, test } from '@jest/globals';
import { createSealedBox, createSigningKey, openSigningKey } from '../src/index.js';

const box = createSealedBox(new Uint8Array(32).fill(1));

describe('a sealed box', () => {
  test('gives back what was sealed, for the same purpose and under the same key only', () => {
    const sealed = box.seal('密钥 and more', 'a');
    expect(box.open(sealed, 'a')).toBe('密钥 and more');
    expect(() => box.open(sealed, 'b')).toThrow(expect.objectContaining({ code: 'internal' }));
    const other = createSealedBox(new Uint8Array(32).fill(2));
    expect(() => other.open(sealed, 'a')).toThrow(expect.objectContaining({ code: 'internal' }));
  });

  test('opens under two keys while the master key changes, and seals under the newer', () => {
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

  test('seals the same text differently each time', () => {
    expect(box.seal('x', 'a')).not.toBe(box.seal('x', 'a'));
  });

  test('notices every changed byte, and text that was never sealed', () => {
    const sealed = Buffer.from(box.seal('some text', 'a'), 'base64url');
    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => box.open(changed.toString('base64url'), 'a')).toThrow();
    }
    for (const text of ['', 'short', 'a'.repeat(100)]) expect(() => box.open(text, 'a')).toThrow();
  });

  test('wants a key of 32 bytes', () => {
    const create = () => createSealedBox(new Uint8Array(16));
    expect(create).toThrow(expect.objectContaining({ code: 'invalid_options' }));
  });

  test('keeps the private half of a signing key closed to a holder of another master key', async () => {
    const stored = await createSigningKey(box, new Date());
    expect(stored.publicKey).not.toHaveProperty('d');
    expect(openSigningKey(box, stored).kid).toBe(stored.kid);
    const other = createSealedBox(new Uint8Array(32).fill(2));
    expect(() => openSigningKey(other, stored)).toThrow(expect.objectContaining({ code: 'internal' }));
  });
});
