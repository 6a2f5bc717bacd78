import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { validate } from 'dockerfile-utils';
import { parseDocument } from 'yaml';
import { parseSettings, SETTING_NAMES } from '../../src/config/settings.js';

const REPOSITORY = fileURLToPath(new URL('../../../..', import.meta.url));
const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const dockerfile = read('Dockerfile');

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly environment: Readonly<Record<string, string>>;
        readonly build?: { readonly context: string; readonly dockerfile: string };
        readonly depends_on?: Readonly<Record<string, unknown>>;
        readonly ports?: readonly string[];
        readonly volumes?: readonly string[];
      }
    >
  >;
  readonly volumes: Readonly<Record<string, unknown>>;
}

describe('the Dockerfile', () => {
  test('has no mistake that a linter finds', () => {
    const mistakes = validate(dockerfile).map(({ message, range }) => ({
      message,
      line: range.start.line + 1,
    }));
    expect(mistakes).toEqual([]);
  });

  test('copies the build, starts the built server, and does not run as root', () => {
    const copied = [...dockerfile.matchAll(/^COPY --from=build \/repository\/(\S+) \.\/(\S+)$/gm)];
    expect(copied.length).toBeGreaterThan(2);
    for (const [, from, to] of copied) expect(from).toBe(to);
    const sources = copied.map(([, from = '']) => from).filter((from) => !from.endsWith('/dist'));
    expect(sources.filter((from) => !existsSync(join(REPOSITORY, from)))).toEqual([]);
    const command = JSON.parse(/^CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? '[]') as string[];
    expect(command).toEqual(['node', 'apps/authority-server/dist/main.js']);
    expect(existsSync(join(REPOSITORY, command[1] ?? ''))).toBe(true);
    expect(dockerfile).toMatch(/^USER node$/m);
  });

  test('excludes what does not belong in an image, credentials first', () => {
    const ignored = read('Dockerfile.dockerignore').split('\n');
    for (const name of ['.git', '.data', '**/node_modules', '**/.env*']) expect(ignored).toContain(name);
  });
});

describe('the compose file', () => {
  const document = parseDocument(read('compose.yaml'), { strict: true, uniqueKeys: true });
  const { services, volumes } = document.toJS() as Compose;

  test('is valid YAML, and refers to existing files only', () => {
    expect([...document.errors, ...document.warnings]).toEqual([]);
    for (const service of Object.values(services)) {
      for (const name of Object.keys(service.depends_on ?? {})) expect(services).toHaveProperty(name);
      for (const volume of service.volumes ?? []) expect(volumes).toHaveProperty(volume.split(':')[0] ?? '');
    }
    expect(services.authority?.build?.dockerfile).toBe('apps/authority-server/Dockerfile');
  });

  test('sets only variables that the authority knows, to values that it accepts', () => {
    const environment = services.authority?.environment ?? {};
    expect(Object.keys(environment).filter((name) => !SETTING_NAMES.includes(name))).toEqual([]);
    const given: Record<string, string> = {
      POSTGRES_PASSWORD: 'a-password',
      MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    };
    const filled = Object.entries(environment).map(([name, value]) => [
      name,
      value.replaceAll(
        /\$\{(\w+)(?::\?|:-([^}]*))?\}/g,
        (_, key: string, otherwise?: string) => given[key] ?? otherwise ?? '',
      ),
    ]);
    const settings = parseSettings(Object.fromEntries(filled) as Record<string, string>);
    expect(settings.DATABASE_URL).toBe('postgres://app2wxapp:a-password@database:5432/app2wxapp');
  });

  test('publishes ports on this machine only, since they are in clear text', () => {
    const published = Object.values(services).flatMap(({ ports = [] }) => ports);
    expect(published.length).toBeGreaterThan(0);
    expect(published.filter((port) => !/^127\.0\.0\.1:\d+:\d+$/.test(port))).toEqual([]);
  });

  test('contains no credential of its own', () => {
    const text = read('compose.yaml');
    for (const name of ['POSTGRES_PASSWORD', 'MASTER_KEY']) expect(text).toContain(`\${${name}:?}`);
  });
});
