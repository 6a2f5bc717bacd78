import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a JSON file that only its owner may read. A reader finds it complete at any time, or not at all. */
export function writePrivateJson(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}

/** Reads a JSON file; creates it if it does not exist. */
export function readOrCreatePrivateJson<T>(path: string, create: () => T): T {
  const found = readJsonIfThere<T>(path);
  if (found !== undefined) return found;
  const value = create();
  writePrivateJson(path, value);
  return value;
}

/**
 * Reads a JSON file that this project wrote.
 *
 * @returns `undefined` when there is no such file
 * @throws {Error} when it cannot be read, or is not JSON
 */
export function readJsonIfThere<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`${path} cannot be read. Correct it, or remove its folder to start again.`, {
      cause,
    });
  }
}
