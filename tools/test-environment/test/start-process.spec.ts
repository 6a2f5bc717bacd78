import { expect, test } from '@jest/globals';
import { startProcess } from '../src/servers/start-process.js';

const runNode = (code: string) => startProcess(process.execPath, ['-e', code]);

test('a missing program is an error that names it, whatever is waited for', async () => {
  const absent = startProcess('/no/such/program', []);
  await expect(absent.waitForOutput(/ready/)).rejects.toThrow(/program .*could not be started.*ENOENT/);
  await expect(absent.waitForExit()).rejects.toThrow('ENOENT');
  await absent.stop();
});

test('a process that ends early is an error with its exit code and its output', async () => {
  const broken = runNode('console.error("the disk is full"); process.exit(3)');
  await expect(broken.waitForOutput(/ready/)).rejects.toThrow(/ended with 3\. It printed:\nthe disk is full/);
  expect(await broken.waitForExit()).toBe(3);
});

test('a process that does not end is killed at the deadline, with its output', async () => {
  const endless = runNode('console.log("still busy"); setInterval(() => undefined, 1000)');
  await endless.waitForOutput(/busy/);
  await expect(endless.waitForExit(50)).rejects.toThrow(/still ran after 0\.05 s.*\nstill busy/s);
  expect(await endless.waitForExit()).toBeNull();
});

test('output on either stream is found, and a response by HTTP', async () => {
  const server = runNode(`
    const server = require('node:http').createServer((_, response) => response.end());
    server.listen(0, '127.0.0.1', () => console.error('port ' + server.address().port + '.'));`);
  const [, port] = await server.waitForOutput(/port (\d+)\./);
  await server.waitForAnswer(`http://127.0.0.1:${port}/`);
  await server.stop();
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
});
