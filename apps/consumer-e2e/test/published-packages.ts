import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the workspace. */
export const WORKSPACE = fileURLToPath(new URL('../../../', import.meta.url));

/** A package of the workspace. */
export interface WorkspacePackage {
  readonly name: string;
  /** Relative to the root of the workspace. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** What these tests read of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly repository?: { readonly url?: string; readonly directory?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Reads the packages of a workspace from its folders. */
export function readPackages(workspace = WORKSPACE): WorkspacePackage[] {
  return ['libs', 'apps', 'tools'].flatMap((place) =>
    readdirSync(join(workspace, place))
      .map((name) => `${place}/${name}`)
      .filter((folder) => existsSync(join(workspace, folder, 'package.json')))
      .map((folder) => {
        const manifest = readManifest(join(workspace, folder));
        return { name: manifest.name, folder, manifest };
      }),
  );
}

/** Reads the package.json of a folder. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** What a release sends to the registry: every package that does not say `private`. There is no other list. */
export const PUBLISHED = readPackages().filter(({ manifest }) => manifest.private !== true);
