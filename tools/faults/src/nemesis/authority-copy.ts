import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AUTHORITY_HOME } from './servers.js';

/** A copy of the built authority that may be changed. */
export class AuthorityCopy {
  readonly home: string;

  constructor() {
    // Beside the original, where its packages are found.
    const parent = join(AUTHORITY_HOME, '.data');
    mkdirSync(parent, { recursive: true });
    this.home = mkdtempSync(join(parent, 'copy-'));
    for (const name of ['dist', 'migrations', 'package.json'])
      cpSync(join(AUTHORITY_HOME, name), join(this.home, name), { recursive: true });
  }

  /** Replaces text of a file. @throws {Error} when the text is not there */
  replace(file: string, text: string, replacement: string): void {
    const path = join(this.home, file);
    const content = readFileSync(path, 'utf8');
    if (!content.includes(text)) throw new Error(`${file} has no such text: ${text}`);
    writeFileSync(path, content.replaceAll(text, replacement));
  }

  /** Makes it the next version: it has a migration that the former does not know. */
  addMigration(statement: string): void {
    const path = join(this.home, 'migrations/meta/_journal.json');
    const journal = JSON.parse(readFileSync(path, 'utf8')) as {
      entries: { idx: number; when: number; tag: string }[];
    };
    const last = journal.entries.at(-1) ?? { idx: 0, when: 0, tag: '' };
    const tag = `${last.tag.slice(0, 2)}99_next_version`;
    journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag });
    writeFileSync(path, JSON.stringify(journal));
    writeFileSync(join(this.home, `migrations/${tag}.sql`), statement);
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}
