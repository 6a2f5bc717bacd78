/** What is used of the two package linters. They are in `packages/`, installed by Jest's `globalSetup`. */
interface PackageLinters {
  readonly publint: (options: {
    readonly pack: { readonly tarball: ArrayBuffer };
    readonly level: 'suggestion';
    readonly strict: boolean;
  }) => Promise<{ readonly messages: readonly object[]; readonly pkg: object }>;
  readonly formatMessage: (message: object, pkg: object, options: { readonly color: boolean }) => string;
  readonly createPackageFromTarballData: (data: Uint8Array) => object;
  readonly checkPackage: (contents: object) => Promise<object>;
}

export const { publint, formatMessage, createPackageFromTarballData, checkPackage } = (await import(
  new URL('../packages/linters.mjs', import.meta.url).href
)) as PackageLinters;
