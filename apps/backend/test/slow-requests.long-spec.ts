import { once } from 'node:events';
import { connect } from 'node:net';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startBackend, type RunningBackend } from './start-backend.js';

const HEAD = 'POST /auth/wechat HTTP/1.1\r\nhost: a.example\r\n';

describe('a request that arrives byte by byte', () => {
  let standIn: StandInAuthority;
  let backend: RunningBackend;
  beforeAll(async () => {
    standIn = await startStandInAuthority();
    backend = await startBackend(standIn);
  }, 120_000);
  afterAll(async () => {
    await backend.close();
    await standIn.close();
  });

  test.each([
    ['its head', `${HEAD}x-long: `],
    ['its body', `${HEAD}content-type: application/json\r\ncontent-length: 1000\r\n\r\n{`],
  ])(
    'gets a 408 and its connection is closed, when it is %s',
    async (_name, start) => {
      const { hostname, port } = new URL(backend.origin);
      const socket = connect(Number(port), hostname).on('error', () => undefined);
      let answer = '';
      socket.on('data', (data) => (answer += String(data)));
      socket.write(start);
      const drip = setInterval(() => socket.writable && socket.write(' '), 500);
      await once(socket, 'close', { signal: AbortSignal.timeout(60_000) }).finally(() => clearInterval(drip));
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    },
    90_000,
  );
});
