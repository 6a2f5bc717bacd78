/**
 * Installs the packages of a folder with a manifest and a lock file of its own, once for each state of its lock file.
 *
 * @throws {Error} when npm fails or is not done at the deadline, with what npm said
 */
export function installPackages(folder: string, options?: { readonly deadlineMs?: number }): void;
