import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { startProcess } from '@app2wxapp/test-environment/servers';
import { describe, expect, test } from '@jest/globals';
import { AuthorityProcess } from '../authority-process.js';

const at = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);

/** A server with a request that is never answered, and what its `close` does. */
const run = (close: string) =>
  startProcess(process.execPath, [
    '--input-type=module',
    '--eval',
    `import { createServer, get } from 'node:http';
     import { createLogger } from ${at('../../out-tsc/js/config/logger.js')};
     import { stopOnSignal } from ${at('../../out-tsc/js/boot/stop-on-signal.js')};
     const server = createServer(() => process.kill(process.pid, 'SIGTERM')).listen(0, '127.0.0.1', () => {
       get({ port: server.address().port }).on('error', () => undefined);
     });
     const close = ${close};
     stopOnSignal({ close }, { REQUEST_TIMEOUT_MS: 500 }, createLogger('error'));`,
  ]);

// Windows has no SIGTERM: `kill` ends the process at once, whatever it is doing.
(process.platform === 'win32' ? describe.skip : describe)('a process that is to stop', () => {
  test.each([
    ['0 when it has stopped', '() => { server.closeAllConnections(); return Promise.resolve(); }', 0, ''],
    [
      '1 and a line in the log when it has not in time',
      '() => new Promise((resolve) => server.close(resolve))',
      1,
      '"withinMs":1500,"msg":"did not stop in time and was ended: ',
    ],
    [
      '1 and a line in the log when that failed',
      '() => Promise.reject(new TypeError("no"))',
      1,
      '"reason":"TypeError","msg":"stopping failed: ',
    ],
  ])(
    'exits with %s',
    async (_name, close, code, line) => {
      const started = run(close);
      expect([await started.waitForExit(), started.output.stderr]).toEqual([code, '']);
      expect(started.output.stdout).toContain(line);
      expect(started.output.stdout === '').toBe(line === '');
    },
    70_000,
  );

  test('ends at once with 1 at a second signal, of either kind', async () => {
    const started = run("() => new Promise(() => setTimeout(() => process.kill(process.pid, 'SIGINT'), 50))");
    const begin = performance.now();
    expect([await started.waitForExit(), started.output.stderr]).toEqual([1, '']);
    expect(started.output.stdout).toBe('');
    expect(performance.now() - begin).toBeLessThan(60_000);
  }, 70_000);

  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)(
    'ends at once at %s while it waits for a PostgreSQL that never responds',
    async (signal, code) => {
      let connected: () => void = () => undefined;
      const isConnected = new Promise<void>((resolve) => (connected = resolve));
      const silent = createServer(() => connected()).listen(0, '127.0.0.1');
      await once(silent, 'listening');
      const { port } = silent.address() as AddressInfo;
      const server = AuthorityProcess.spawn({
        DATABASE_URL: `postgres://user@127.0.0.1:${port}/none`,
        MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
      });
      await isConnected;
      server.child.kill(signal);
      expect([await server.waitForExit(), server.output.stderr]).toEqual([code, '']);
      silent.close();
    },
    70_000,
  );
});
