import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const LIBRARIES = new URL('../../../../libs/', import.meta.url);
const SOURCE = '@app2wxapp/source';

/** The source file of every entry of every library, as their `exports` name them. */
export function findLibraryEntries(): string[] {
  return readdirSync(LIBRARIES).flatMap((library) => {
    const folder = new URL(`${library}/`, LIBRARIES);
    const { exports } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as {
      exports: Record<string, string | Record<string, string>>;
    };
    return Object.values(exports).flatMap((entry) => {
      const source = typeof entry === 'string' ? undefined : entry[SOURCE];
      return source === undefined ? [] : [fileURLToPath(new URL(source, folder))];
    });
  });
}
