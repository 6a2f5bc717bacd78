import type { WireName } from '../wires/name-wire.js';

// Vite inserts both when it builds the page: see source-lines.mjs.
declare const __SOURCE_LINES__: Readonly<Partial<Record<WireName, string>>>;
declare const __REPOSITORY__: string;

/** A line of this repository. */
export interface SourceLine {
  /** Path and number, as editors open it. */
  readonly path: string;
  readonly url: string;
}

/** Builds the address of a file of this repository, or of a line in it: `path` may end with `#L` and its number. */
export function sourceUrl(path: string): string {
  return `${__REPOSITORY__}/blob/main/${path}`;
}

/** Finds the line that sends a message. @returns `undefined` for a message that belongs to no login */
export function findSourceLine(name: WireName): SourceLine | undefined {
  const path = __SOURCE_LINES__[name];
  if (path === undefined) return undefined;
  return { path, url: sourceUrl(path.replace(':', '#L')) };
}
