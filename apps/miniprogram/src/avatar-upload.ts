import type { AuthorityAnswer, AvatarUpload } from '@app2wxapp/consent';
import { send } from './send-request.js';
import { within } from './within.js';

/** Pixels of a side: twice those of WeChat's own pictures, for dense screens. */
const SIDE_PX = 264;
/** Largest picture that the authority accepts, in bytes. */
const MAX_BYTES = 262_144;
/** Time limit for scaling or reading a picture, in milliseconds: a slower one would not be sent in time either. */
const FILE_TIMEOUT_MS = 2_000;

/** Whether this WeChat has the button, which base library 2.21.2 introduced. */
export function canChooseAvatar(): boolean {
  return wx.canIUse('button.open-type.chooseAvatar');
}

/**
 * Scales the picture down and sends its bytes: `wx.request` sends them unchanged, to the domain that the login
 * declares anyway, while `wx.uploadFile` would need a second entry.
 *
 * @throws {Error} when the picture cannot be read or is too large
 */
export async function uploadAvatar({
  avatar,
  url,
  headers,
  timeoutMs,
}: AvatarUpload): Promise<AuthorityAnswer> {
  const end = Date.now() + timeoutMs;
  // A picture that cannot be scaled, such as some PNGs, may be small enough already.
  const data = await readFile(await shrink(avatar).catch(() => avatar));
  if (data.byteLength > MAX_BYTES) throw new Error('The picture is too large.');
  return send({ method: 'POST', url, headers, data, timeoutMs: Math.max(0, end - Date.now()) });
}

function shrink(src: string): Promise<string> {
  return within(FILE_TIMEOUT_MS, (resolve, reject) => {
    wx.compressImage({
      src,
      quality: 80,
      // Ignored before base library 2.26.0, which only compresses.
      compressedWidth: SIDE_PX,
      success: ({ tempFilePath }) => resolve(tempFilePath),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
  });
}

function readFile(filePath: string): Promise<ArrayBuffer> {
  return within(FILE_TIMEOUT_MS, (resolve, reject) => {
    wx.getFileSystemManager().readFile({
      filePath,
      // Without an encoding the data is bytes.
      success: ({ data }) => resolve(data as ArrayBuffer),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
  });
}
