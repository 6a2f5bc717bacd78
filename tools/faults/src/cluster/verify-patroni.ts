import { runTool } from './run-tool.js';

/** The first version in which a primary that lost the leader key to another does not write it again. */
const OLDEST = [3, 0, 3] as const;

/**
 * Checks the version of the `patroni` that is first on `PATH`. Before 3.0.3 a primary that was paused between reading the
 * leader key and renewing it overwrites the key of the one that was promoted meanwhile, with etcd's third API: the new
 * primary then steps back, and all that it answered is lost.
 *
 * @returns the version
 * @throws {Error} one line, when it is older
 * @see https://github.com/patroni/patroni/pull/2689
 */
export async function verifyPatroni(): Promise<string> {
  const [version = ''] = /\b\d{1,4}\.\d{1,4}\.\d{1,4}\b/.exec(await runTool('patroni', '--version')) ?? [];
  if (isOlder(version.split('.').map(Number)))
    throw new Error(
      `Patroni ${version} loses answered logins when a paused primary is resumed. Put version ${OLDEST.join('.')} or ` +
        `newer first on PATH (pip install 'patroni[etcd3]').`,
    );
  return version;
}

function isOlder(version: readonly number[]): boolean {
  const index = OLDEST.findIndex((part, at) => version[at] !== part);
  return index >= 0 && (version[index] ?? 0) < (OLDEST[index] ?? 0);
}
