import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';

/** A bundle, and what went into it. */
export interface Bundle {
  readonly text: string;
  /** Paths are relative to the repository's root. */
  readonly metafile: Metafile;
}

/** Options of a bundle. */
export interface BundleOptions {
  /** @default 'esm' */
  readonly format?: 'esm' | 'iife';
  /** Whether unused code is left out. @default true */
  readonly treeShaking?: boolean;
  /** Packages that stay imports. @default none */
  readonly external?: readonly string[];
}

/** The repository's root. */
export const repositoryRoot = fileURLToPath(new URL('../../../..', import.meta.url));

/**
 * Bundles an entry as an app's bundler does: the built files, all exports kept, minified, for engines of 2022.
 *
 * @param entry a package's entry, or a file relative to the repository's root
 */
export async function bundleEntry(
  entry: string,
  { format = 'esm', treeShaking = true, external = [] }: BundleOptions = {},
): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: repositoryRoot,
    stdin: {
      contents: `export * from '${entry}';`,
      resolveDir: fileURLToPath(new URL('../..', import.meta.url)),
    },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format,
    treeShaking,
    platform: 'neutral',
    target: 'es2022',
    // A built-in module is not an error here but a finding.
    external: ['node:*', ...external],
    logLevel: 'error',
  });
  return { text: outputFiles[0]?.text ?? '', metafile };
}
