import { existsSync, readFileSync } from 'node:fs';

const packages = new URL('./wrappers/node_modules/', import.meta.url);

/** Something that a launcher relies on, and the line of the published source that says so. */
export interface Fact {
  readonly wrapper: string;
  readonly version: string;
  readonly file: string;
  /** What is relied on. */
  readonly says: string;
  /** The line, counted from 1; -1 where the file is said not to have it; 0 where the source disagrees. */
  readonly line: number;
}

/** Everything that the phones of the tests were made from, in the order in which they asked. */
export const facts: Fact[] = [];

/** One file of a published wrapper. */
export class WrapperSource {
  private readonly text: string;
  private readonly version: string;

  constructor(
    private readonly wrapper: string,
    private readonly file: string,
  ) {
    const folder = new URL(`${wrapper}/`, packages);
    const path = new URL(file, folder);
    this.text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const manifest = readFileSync(new URL('package.json', folder), 'utf8');
    this.version = (JSON.parse(manifest) as { readonly version: string }).version;
  }

  /**
   * Notes what is relied on, and gives what the pattern's group matched: a name that the phone then uses. Runs of
   * blanks in the pattern match any.
   */
  rely(says: string, pattern: RegExp): string {
    const match = new RegExp(pattern.source.replace(/ /g, '\\s+'), pattern.flags).exec(this.text);
    this.note(says, match ? this.text.slice(0, match.index + match[0].search(/\S/)).split('\n').length : 0);
    return match?.[1] ?? '';
  }

  /** Notes that the file says no such thing. */
  relyOnAbsence(says: string, pattern: RegExp): void {
    this.note(says, this.text !== '' && !pattern.test(this.text) ? -1 : 0);
  }

  private note(says: string, line: number): void {
    const { wrapper, version, file } = this;
    facts.push({ wrapper, version, file, says, line });
  }
}
