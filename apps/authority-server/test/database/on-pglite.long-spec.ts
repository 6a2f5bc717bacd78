// The usual run has one PostgreSQL for all test files; this repeats on PGlite those that read and write. As one file,
// since the server's modules are then loaded once.
import { readdirSync } from 'node:fs';

const FOLDERS = ['backends', 'events', 'logins', 'operators', 'pools', 'tokens', 'users'];
const tests = new URL('../', import.meta.url);

const files = FOLDERS.flatMap((folder) =>
  readdirSync(new URL(folder, tests))
    .filter((name) => name.endsWith('.spec.ts'))
    .map((name) => `../${folder}/${name}`),
);
for (const file of [...files, '../http/stored-text.spec.ts']) await import(file);
