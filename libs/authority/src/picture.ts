import { App2WxappError } from '@app2wxapp/core';

/** Maximum size of a picture, in bytes. */
export const PICTURE_MAX_BYTES = 262_144;
/** Smallest picture in bytes: no header is longer, and no picture is smaller. */
const MIN_BYTES = 30;
/** Largest side in pixels: limits the memory that a few bytes need once a phone decodes them. */
const MAX_SIDE_PX = 2048;

/** Formats that every browser and phone can display, and that cannot contain a script. */
export type PictureType = 'image/png' | 'image/jpeg' | 'image/webp';

/** A picture with its unchanged bytes. */
export interface Picture {
  /** Media type. */
  readonly type: PictureType;
  /** Bytes of the file. */
  readonly bytes: Uint8Array;
}

/**
 * Parsers, loaded when a picture is parsed: they read `TextDecoder` while they are loaded, which Jest's jsdom lacks.
 */
const FORMATS = [
  ['image/png', async () => (await import('image-size/types/png')).PNG],
  ['image/jpeg', async () => (await import('image-size/types/jpg')).JPG],
  ['image/webp', async () => (await import('image-size/types/webp')).WEBP],
] as const;

/**
 * Parses bytes of a request as a picture. The first bytes decide the format, not the name or type of the request. The
 * picture is not decoded, so one with damaged pixels is accepted.
 *
 * @throws {App2WxappError} `invalid_request`: none of the three formats, more than 2048 pixels a side, or (413) too
 *   many bytes
 */
export async function parsePicture(bytes: Uint8Array): Promise<Picture> {
  if (bytes.length > PICTURE_MAX_BYTES) {
    throw new App2WxappError('invalid_request', 'The picture is too large: 256 kB at most.', { status: 413 });
  }
  const measured = await measure(bytes);
  if (measured && measured.side >= 1 && measured.side <= MAX_SIDE_PX) return { type: measured.type, bytes };
  throw new App2WxappError(
    'invalid_request',
    `The body must be a picture: PNG, JPEG or WebP, ${MAX_SIDE_PX} pixels a side at most.`,
  );
}

async function measure(
  bytes: Uint8Array,
): Promise<{ readonly type: PictureType; readonly side: number } | undefined> {
  if (bytes.length < MIN_BYTES) return undefined;
  try {
    for (const [type, load] of FORMATS) {
      const format = await load();
      if (!format.validate(bytes)) continue;
      const { width, height } = format.calculate(bytes);
      return { type, side: width > 0 && height > 0 ? Math.max(width, height) : 0 };
    }
  } catch {
    // The header is truncated or contradicts itself.
  }
  return undefined;
}
