import { readFileSync } from 'node:fs';

/** A block of code on a page, and the file that it says it is. */
export interface CodeFile {
  readonly path: string;
  readonly code: string;
}

/**
 * Reads the TypeScript on a page of documentation. Blocks of one title are one file; a block without a title is a file
 * of its own.
 */
export function readCodeFiles(page: URL): CodeFile[] {
  const text = readFileSync(page, 'utf8');
  const blocks = text.matchAll(/^(?<indent> *)```ts(?<info>[^\n]*)\n(?<code>.*?)^ *```$/gms);
  const files = new Map<string, string>();
  for (const { groups } of blocks) {
    const { indent = '', info = '', code = '' } = groups ?? {};
    const path = /title="([^"]+)"/.exec(info)?.[1] ?? `src/block-${files.size + 1}.ts`;
    const dedented = code.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
    files.set(path, [files.get(path), dedented].filter(Boolean).join('\n'));
  }
  return [...files].map(([path, code]) => ({ path, code }));
}
