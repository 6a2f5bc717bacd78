import { describe, expect, test } from '@jest/globals';
import { createObjectId, createSessionId, createToken, systemRandom } from '../src/index.js';

describe('the random source', () => {
  test('returns as many bytes as requested, never the same twice, also more than it draws ahead', () => {
    const sizes = Array.from({ length: 2000 }, (_, index) => (index % 7 === 0 ? 5000 : 16));
    const given = sizes.map((size) => systemRandom.bytes(size));
    expect(given.map(({ length }) => length)).toEqual(sizes);
    expect(new Set(given.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(sizes.length);
  });

  test('returns bytes that nothing later changes', () => {
    const first = systemRandom.bytes(16);
    const copy = Uint8Array.from(first);
    for (let round = 0; round < 1000; round++) systemRandom.bytes(16);
    expect(first).toEqual(copy);
  });

  test('returns every byte value about as often', () => {
    const counts = new Array<number>(256).fill(0);
    for (let round = 0; round < 16_000; round++)
      for (const byte of systemRandom.bytes(16)) counts[byte] = (counts[byte] ?? 0) + 1;
    // 1000 each on average, with a standard deviation of 32: eight of them either way.
    expect(Math.min(...counts)).toBeGreaterThan(750);
    expect(Math.max(...counts)).toBeLessThan(1250);
  });

  test('creates tokens of 22 characters from 16 bytes', () => {
    expect(createToken(systemRandom, 16)).toMatch(/^[\w-]{22}$/);
  });

  test('creates ids that begin with their second, in hex, and are never the same', () => {
    const nowMs = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
    const ids = Array.from({ length: 10_000 }, () => createObjectId(systemRandom, nowMs));
    for (const id of ids) expect(id).toMatch(/^695735a5[0-9a-f]{16}$/);
    expect(new Set(ids).size).toBe(ids.length);
    expect(createObjectId(systemRandom, nowMs + 1000) > (ids[0] ?? '')).toBe(true);
    for (const oddMs of [0, 999, 2 ** 32 * 1000]) {
      expect(createObjectId(systemRandom, oddMs)).toMatch(/^00000000[0-9a-f]{16}$/);
    }
  });

  test('creates ids of sessions from their second and 128 random bits', () => {
    const ids = Array.from({ length: 1000 }, () => createSessionId(systemRandom, 1_767_323_045_678));
    for (const id of ids) expect(id).toMatch(/^695735a5[\w-]{22}$/);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
