import type { AuthorityAnswer, AvatarUpload } from '@app2wxapp/consent';
import { send } from './send-request.js';
import { within } from './within.js';

/** Twice of WeChat's own pictures, for dense screens. */
const SIDE_PX = 264;
/** The authority takes no more. */
const MAX_BYTES = 262_144;
/** A picture that takes longer to be made small or to be read will not be sent in time either. */
const FILE_TIMEOUT_MS = 2_000;

/** Whether this WeChat has the button; it came with base library 2.21.2. */
export function canChooseAvatar(): boolean {
  return wx.canIUse('button.open-type.chooseAvatar');
}

/**
 * Makes the picture small and sends its bytes: `wx.request` carries them as they are, to the domain that is declared
 * for the login anyway, which `wx.uploadFile` would need a second entry for.
 */
export async function uploadAvatar({
  avatar,
  url,
  headers,
  timeoutMs,
}: AvatarUpload): Promise<AuthorityAnswer> {
  const end = Date.now() + timeoutMs;
  // What cannot be made smaller, such as some PNGs, may be small enough as it is.
  const data = await readFile(await shrink(avatar).catch(() => avatar));
  if (data.byteLength > MAX_BYTES) throw new Error('The picture is too large.');
  return send({ method: 'POST', url, headers, data, timeoutMs: Math.max(0, end - Date.now()) });
}

function shrink(src: string): Promise<string> {
  return within(FILE_TIMEOUT_MS, (resolve, reject) => {
    wx.compressImage({
      src,
      quality: 80,
      // Not before base library 2.26.0; an older one makes the file smaller only.
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
      // Without an encoding it is bytes.
      success: ({ data }) => resolve(data as ArrayBuffer),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
  });
}
