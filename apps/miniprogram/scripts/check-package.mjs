// Looks through the folder that gets uploaded and names what does not belong there. Usage: check-package.mjs [folder]
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAX_BYTES = 200_000;
const SHIPPED = ['.js', '.json', '.wxml', '.wxss', '.png', '.jpg', '.svg'];
const TEXTS = ['.js', '.json', '.wxml', '.wxss', '.svg'];

/** What a secret looks like. The value itself is never printed. */
const SECRETS = [
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['an AppSecret, or another 32 hex characters', /(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/i],
  ['a token (JWT)', /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\./],
  [
    'a secret with its value',
    /(?:secret|password|passwd|api_?key|access_?token|private_?key)["']?\s*[:=]\s*["'][^"'\s]{8,}["']/i,
  ],
];

/**
 * Looks through a folder.
 *
 * @returns what to print
 * @throws {Error} with everything that must not be uploaded
 */
export function checkPackage(folder) {
  const files = readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
  const bytes = files.reduce((sum, path) => sum + statSync(path).size, 0);
  const problems = files.flatMap((path) => findProblems(folder, path));
  if (bytes >= MAX_BYTES)
    problems.push(
      `the folder has ${bytes} bytes, ${MAX_BYTES} are too many: ${describeLargest(folder, files)}`,
    );
  if (problems.length > 0)
    throw new Error(problems.map((problem) => `Not fit for upload: ${problem}.`).join('\n'));
  return `${files.length} files, ${bytes} bytes, nothing secret found.`;
}

function findProblems(folder, path) {
  const name = relative(folder, path).replaceAll('\\', '/');
  if (!SHIPPED.includes(extname(name))) return [`${name} is not a file of a mini program`];
  if (!TEXTS.includes(extname(name))) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, index) =>
    SECRETS.filter(([, pattern]) => pattern.test(line)).map(([what]) => `${name}:${index + 1} holds ${what}`),
  );
}

function describeLargest(folder, files) {
  const [path] = [...files].sort((a, b) => statSync(b).size - statSync(a).size);
  return `the largest file is ${relative(folder, path)} with ${statSync(path).size}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(checkPackage(process.argv[2] ?? fileURLToPath(new URL('../dist', import.meta.url))));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
