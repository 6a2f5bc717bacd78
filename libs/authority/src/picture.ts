import { App2WxappError } from '@app2wxapp/core';
import { JPG } from 'image-size/types/jpg';
import { PNG } from 'image-size/types/png';
import { WEBP } from 'image-size/types/webp';

/** Maximum size of a picture, in bytes. */
export const PICTURE_MAX_BYTES = 262_144;
/** Every header ends before this, and no picture is smaller. */
const MIN_BYTES = 30;
/** Pixels of a side at most: what a few bytes unfold to on the phones that show it is limited as well. */
const MAX_SIDE_PX = 2048;

/** The formats that every browser and phone draws, and that cannot hold a script. */
export type PictureType = 'image/png' | 'image/jpeg' | 'image/webp';

/** A picture with its unchanged bytes. */
export interface Picture {
  readonly type: PictureType;
  readonly bytes: Uint8Array;
}

const FORMATS = [
  ['image/png', PNG],
  ['image/jpeg', JPG],
  ['image/webp', WEBP],
] as const;

/**
 * Parses bytes of a request as a picture. The first bytes decide the format, not the name or type of the request. The
 * picture is not decoded, so one with damaged pixels is accepted.
 *
 * @throws {App2WxappError} `invalid_request`: none of the three formats, more than 2048 pixels a side, or (413) too
 *   many bytes
 */
export function parsePicture(bytes: Uint8Array): Picture {
  if (bytes.length > PICTURE_MAX_BYTES) {
    throw new App2WxappError('invalid_request', 'The picture is too large: 256 kB at most.', { status: 413 });
  }
  const measured = measure(bytes);
  if (measured && measured.side >= 1 && measured.side <= MAX_SIDE_PX) return { type: measured.type, bytes };
  throw new App2WxappError(
    'invalid_request',
    `The body must be a picture: PNG, JPEG or WebP, ${MAX_SIDE_PX} pixels a side at most.`,
  );
}

function measure(bytes: Uint8Array): { readonly type: PictureType; readonly side: number } | undefined {
  if (bytes.length < MIN_BYTES) return undefined;
  try {
    for (const [type, format] of FORMATS) {
      if (!format.validate(bytes)) continue;
      const { width, height } = format.calculate(bytes);
      return { type, side: width > 0 && height > 0 ? Math.max(width, height) : 0 };
    }
  } catch {
    // Its header is cut off or contradicts itself.
  }
  return undefined;
}
