import { readFileSync } from 'node:fs';

/** A block of code on a page, and the file that it says it is. */
export interface CodeFile {
  readonly path: string;
  readonly code: string;
}

/**
 * Reads the TypeScript on a page of documentation. A block without the name of its file is an error: it would be one
 * that nothing compiles.
 */
export function readCodeFiles(page: URL): CodeFile[] {
  const text = readFileSync(page, 'utf8');
  return [...text.matchAll(/^```ts(?<info>[^\n]*)\n(?<code>.*?)^```$/gms)].map(({ groups }) => {
    const path = /title="([^"]+)"/.exec(groups?.info ?? '')?.[1];
    if (path === undefined) throw new Error(`A block of code has no title: ${groups?.code?.slice(0, 60)}`);
    return { path, code: groups?.code ?? '' };
  });
}
