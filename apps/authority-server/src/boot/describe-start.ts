import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Settings } from '../config/settings.js';

/**
 * Describes a start for people at a terminal: the authority's public address, the console's, and, with the embedded database, the file with
 * the first operator's token. Call it before the start, which is the first one if that file does not exist yet.
 *
 * @returns the text to print once the server listens, with the public address `url`; at a first start it includes the
 *   token
 */
export function describeStart({ DATABASE_URL, DATA_DIR }: Settings): (url: string) => string {
  const file = resolve(join(DATA_DIR, 'first-start.json'));
  const wasThere = existsSync(file);
  return (url) => {
    const lines = [
      `Authority: ${url} (AUTHORITY of backends: another spelling is not the issuer of its tokens)`,
    ];
    lines.push(`Console: ${url}/console`);
    if (DATABASE_URL === undefined && existsSync(file)) {
      lines.push(`Operator token, and a pool with its secret: ${file}`);
      if (!wasThere) lines.push(`Sign in once with the operator token: ${readToken(file)}`);
    }
    return `${lines.join('\n')}\n`;
  };
}

function readToken(file: string): string {
  const { operatorToken } = JSON.parse(readFileSync(file, 'utf8')) as { readonly operatorToken: string };
  return operatorToken;
}
