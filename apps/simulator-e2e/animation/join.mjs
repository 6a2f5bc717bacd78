// Joins pictures to an animated WebP that starts again at its end:
//
//   node animation/join.mjs <file> <picture>=<milliseconds> <picture>=<milliseconds> …
import sharp from 'sharp';

const [file, ...frames] = process.argv.slice(2);
const parts = frames.map((frame) => frame.split(/=(?=\d+$)/));
await sharp(
  parts.map(([picture]) => picture),
  { join: { animated: true } },
)
  .webp({ quality: 72, delay: parts.map(([, ms]) => Number(ms)), loop: 0 })
  .toFile(file);
