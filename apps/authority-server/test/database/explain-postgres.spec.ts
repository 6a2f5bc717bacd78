import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '@app2wxapp/authority';
import { listServers, nameServer } from '../../src/config/database-url.js';
import { parseSettings } from '../../src/config/settings.js';
import { preparePostgres } from '../../src/database/prepare-postgres.js';

const options = { logger: { warn: () => undefined }, clock: systemClock };

describe('a start without a usable PostgreSQL reports in one line', () => {
  let server: Server | undefined;
  afterEach(() => void server?.close());

  const explain = async (address: string): Promise<string> => {
    const failure = await preparePostgres(listServers(address), options).catch((error: unknown) => error);
    return (failure as Error).message;
  };
  const listen = async (talk: (socket: Socket) => void): Promise<string> => {
    server = createServer((socket) => talk(socket.on('error', () => undefined))).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const answer = (first: string, second?: string) => (socket: Socket) =>
    void socket.once('data', () => {
      socket.write(first);
      socket.once('data', () => (second === undefined ? socket.destroy() : socket.end(second)));
    });

  test('that it closes the connection', async () => {
    const host = await listen((socket) => socket.end());
    expect(await explain(`postgres://user@${host}/database`)).toBe(
      `The server at ${host} closes the connection at once. Check DATABASE_URL, and that PostgreSQL listens there.`,
    );
  });

  test('that another server responds', async () => {
    const host = await listen(answer('?\0\0\0\u0004'));
    expect(await explain(`postgres://user@${host}/database`)).toBe(
      `The server at ${host} is not PostgreSQL. Check host and port in DATABASE_URL.`,
    );
  });

  test.each([
    [
      'N',
      undefined,
      /^PostgreSQL at [\d.:]+ does not accept TLS\. Switch ssl on there, or set sslmode=disable/,
    ],
    ['S', 'this is no TLS', /^TLS with PostgreSQL at [\d.:]+ fails \((EPROTO|ERR_SSL_\w+)\)\. Check sslmode/],
  ])('how TLS fails: %s', async (first, second, message) => {
    const host = await listen(answer(first, second));
    for (const mode of ['require', 'verify-full'])
      expect(await explain(`postgres://user@${host}/database?sslmode=${mode}`)).toMatch(message);
  });

  test.each([
    ['is a folder', tmpdir(), 'EISDIR'],
    ['holds no certificate', fileURLToPath(import.meta.url), 'PEM'],
  ])('that the file of a certificate %s', async (_name, file, reason) => {
    const host = await listen(answer('S', ''));
    const address = `postgres://user@${host}/database?sslmode=verify-full&sslcert=${file}&sslkey=${file}`;
    const message = await explain(address);
    expect(message).toMatch(/^A file that DATABASE_URL names cannot be read or used \(/);
    expect(message).toContain(reason);
  });

  test('which file is missing', async () => {
    const address = 'postgres://user@127.0.0.1:1/database?sslmode=verify-full&sslrootcert=/none/ca.pem';
    expect(await explain(address)).toBe(
      "A file that DATABASE_URL names cannot be read or used (ENOENT: no such file or directory, open '/none/ca.pem'). Correct " +
        'sslrootcert, sslcert or sslkey there.',
    );
  });

  test('the problem of each of several servers', async () => {
    const host = await listen((socket) => socket.end());
    expect(await explain(`postgres://user@127.0.0.1:1,${host}/database`)).toBe(
      'None of the 2 servers in DATABASE_URL can be used. PostgreSQL does not respond at 127.0.0.1:1 (ECONNREFUSED). Check ' +
        `DATABASE_URL, and that the server runs and takes connections from here. The server at ${host} closes the connection ` +
        'at once. Check DATABASE_URL, and that PostgreSQL listens there.',
    );
  });

  test('which host was used where none is named', () => {
    expect(nameServer('postgres:///database')).toBe('localhost:5432');
  });

  test('the modes of TLS', () => {
    const env = { MASTER_KEY: Buffer.alloc(32).toString('base64') };
    const parse = (mode: string) => () =>
      parseSettings({ ...env, DATABASE_URL: `postgres://user@host/database?sslmode=${mode}` });
    expect(parse('required')).toThrow('sslmode must be disable, require or verify-full');
    for (const mode of ['disable', 'require', 'verify-full', 'no-verify']) expect(parse(mode)).not.toThrow();
  });
});
