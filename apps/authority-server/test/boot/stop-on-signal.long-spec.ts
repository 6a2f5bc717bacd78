import { startProcess } from '@app2wxapp/test-environment/servers';
import { describe, expect, test } from '@jest/globals';

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
      '"withinMs":1500,"msg":"not stopped in time, and ended: ',
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
});
