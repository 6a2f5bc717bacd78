import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parsePicture, PICTURE_MAX_BYTES } from '../src/index.js';

/** The smallest that a format calls a picture of this size; what follows the header, nobody looks at here. */
function png(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(33);
  bytes.write('\x89PNG\r\n\x1a\n', 'latin1');
  bytes.write('IHDR', 12);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

function jpeg(width: number, height: number): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 17, 8, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const header = [0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];
  return Buffer.concat([Buffer.from(header), frame]);
}

function webp(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(40);
  bytes.write('RIFF');
  bytes.write('WEBPVP8X', 8);
  bytes.writeUIntLE(width - 1, 24, 3);
  bytes.writeUIntLE(height - 1, 27, 3);
  return bytes;
}

const MAKERS = { 'image/png': png, 'image/jpeg': jpeg, 'image/webp': webp } as const;

describe.each(Object.entries(MAKERS))('a picture of %s', (type, make) => {
  test('is recognized by its first bytes and stored unchanged', async () => {
    const bytes = make(264, 132);
    expect(await parsePicture(bytes)).toEqual({ type, bytes });
    expect((await parsePicture(make(2048, 1))).type).toBe(type);
  });

  test.each([
    [2049, 1],
    [1, 2049],
    [16_000, 16_000],
  ])('is rejected at %d by %d pixels', async (width, height) => {
    await expect(parsePicture(make(width, height))).rejects.toThrow(/2048 pixels/);
  });

  test('is rejected when it ends within its header', async () => {
    for (let length = 0; length < 30; length++) {
      await expect(parsePicture(make(264, 132).subarray(0, length))).rejects.toThrow(
        expect.objectContaining({
          code: 'invalid_request',
          message: 'The body must be a picture: PNG, JPEG or WebP, 2048 pixels a side at most.',
        }),
      );
    }
  });

  test('may be one pixel, and as large as 256 kB, to the byte', async () => {
    expect((await parsePicture(make(1, 1))).type).toBe(type);
    const bytes = make(132, 132);
    const padded = (length: number) => Buffer.concat([bytes, Buffer.alloc(length - bytes.length)]);
    expect((await parsePicture(padded(PICTURE_MAX_BYTES))).type).toBe(type);
    await expect(parsePicture(padded(PICTURE_MAX_BYTES + 1))).rejects.toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        status: 413,
        message: 'The picture is too large: 256 kB at most.',
      }),
    );
  });
});

test('a picture may have 30 bytes, as the smallest has', async () => {
  const bytes = Buffer.alloc(30);
  bytes.write('RIFF');
  bytes.write('WEBPVP8 ', 8);
  bytes.set([0x9d, 0x01, 0x2a, 132, 0, 132, 0], 23);
  expect(await parsePicture(bytes)).toEqual({ type: 'image/webp', bytes });
});

describe('bytes that are no picture', () => {
  test.each([
    ['nothing', ''],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['a GIF', 'GIF89a\x01\x00\x01\x00\x00\x00\x00;'],
    ['a BMP', 'BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00'],
    ['a PDF', '%PDF-1.7'],
  ])('are rejected: %s', async (_, text) => {
    await expect(parsePicture(Buffer.from(text, 'latin1'))).rejects.toThrow(
      expect.objectContaining({ code: 'invalid_request' }),
    );
  });

  test('are rejected: a picture without width, or without height', async () => {
    for (const bytes of [png(0, 5), png(5, 0), jpeg(0, 5), jpeg(5, 0)]) {
      await expect(parsePicture(bytes)).rejects.toThrow(/must be a picture/);
    }
  });

  test('are rejected by their size before they are parsed', async () => {
    const large = Buffer.concat([png(132, 132), Buffer.alloc(262_144)]);
    await expect(parsePicture(large)).rejects.toThrow(expect.objectContaining({ status: 413 }));
  });

  test('never cause another error, whatever they are', async () => {
    const heads = Object.values(MAKERS).map((make) => [...make(132, 132).subarray(0, 12)]);
    const bytes = fc.tuple(fc.constantFrom(...heads, []), fc.uint8Array({ maxLength: 2_000 }));
    await fc.assert(
      fc.asyncProperty(bytes, async ([head, tail]) => {
        try {
          await parsePicture(Buffer.from([...head, ...tail]));
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_request' });
        }
      }),
      { numRuns: 5_000 },
    );
  });
});
