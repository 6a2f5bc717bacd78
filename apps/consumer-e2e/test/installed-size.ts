import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What `npm install` has put into a folder. */
export interface Installed {
  /** Paths of the packages, such as `node_modules/a/node_modules/b`. */
  readonly packages: readonly string[];
  /** Sum of the sizes of all files, in millions of bytes: the same on every file system. */
  readonly megabytes: number;
}

/** Counts the packages of a folder's `node_modules`, and their bytes. */
export function measureInstalled(folder: string): Installed {
  const modules = join(folder, 'node_modules');
  const { packages } = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, object>>;
  };
  const bytes = readdirSync(modules, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
  return { packages: Object.keys(packages), megabytes: bytes / 1_000_000 };
}
