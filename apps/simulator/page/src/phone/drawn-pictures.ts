/** Pictures that the user of the phone may choose: a mountain at three times of the day. */
export type DrawnPicture = 'dawn' | 'noon' | 'night';

interface Palette {
  readonly sky: readonly [top: string, low: string];
  readonly light: string;
  readonly far: string;
  readonly near: string;
}

const PALETTES: Readonly<Record<DrawnPicture, Palette>> = {
  dawn: { sky: ['#f7c59f', '#fdebd0'], light: '#f0823a', far: '#b97a7d', near: '#6b3f56' },
  noon: { sky: ['#7fb4de', '#d9ecf7'], light: '#fff3c4', far: '#6f9c8a', near: '#2f5d50' },
  night: { sky: ['#1c2340', '#46507d'], light: '#f2efdc', far: '#39436b', near: '#161b33' },
};

/** Names of the pictures, in the order in which they are offered. */
export const DRAWN_PICTURES = Object.keys(PALETTES) as readonly DrawnPicture[];

/** Pixels of a side, as the mini program sends it. */
const SIDE = 264;

/** Draws one of the pictures. @returns a `data:` URL with a JPEG */
export function drawPicture(name: DrawnPicture): string {
  const { canvas, context } = createCanvas();
  const { sky, light, far, near } = PALETTES[name];
  const air = context.createLinearGradient(0, 0, 0, SIDE);
  air.addColorStop(0, sky[0]);
  air.addColorStop(1, sky[1]);
  fill(context, air, [0, 0, SIDE, 0, SIDE, SIDE, 0, SIDE]);
  context.fillStyle = light;
  context.beginPath();
  context.arc(188, 78, 26, 0, 2 * Math.PI);
  context.fill();
  fill(context, far, [0, 196, 78, 96, 128, 152, 176, 116, 264, 204, 264, 264, 0, 264]);
  fill(context, near, [0, 232, 58, 184, 118, 226, 188, 168, 264, 230, 264, 264, 0, 264]);
  return canvas.toDataURL('image/jpeg', 0.9);
}

/**
 * Reads a file as WeChat passes a chosen picture: square and small, drawn again, so that it contains only the
 * picture. Rejects a file that the browser cannot draw.
 *
 * @returns a `data:` URL with a JPEG
 */
export async function readPicture(file: Blob): Promise<string> {
  const bitmap = await createImageBitmap(file);
  const side = Math.min(bitmap.width, bitmap.height);
  const { canvas, context } = createCanvas();
  // A transparent picture gets a white background, since JPEG has no transparency.
  fill(context, '#ffffff', [0, 0, SIDE, 0, SIDE, SIDE, 0, SIDE]);
  const [left, top] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
  context.drawImage(bitmap, left, top, side, side, 0, 0, SIDE, SIDE);
  bitmap.close();
  return canvas.toDataURL('image/jpeg', 0.9);
}

function createCanvas(): { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D } {
  const canvas = Object.assign(document.createElement('canvas'), { width: SIDE, height: SIDE });
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser draws nothing.');
  return { canvas, context };
}

function fill(
  context: CanvasRenderingContext2D,
  style: string | CanvasGradient,
  points: readonly number[],
): void {
  context.fillStyle = style;
  context.beginPath();
  for (let at = 0; at < points.length; at += 2) context.lineTo(points[at] ?? 0, points[at + 1] ?? 0);
  context.fill();
}
