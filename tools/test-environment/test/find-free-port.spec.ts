import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { findFreePort } from '../src/servers/index.js';

/** Lowest port that the system gives away; `undefined` where the machine's own settings are unknown. */
function readLowestGiven(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return parseInt(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8'), 10);
  } catch {
    return undefined; // some sandboxes have no such file
  }
}

// With another range, the system may give away any port that is found.
const isUsual = (readLowestGiven() ?? 0) >= 32_000;

(isUsual ? test : test.skip)(
  'a free port is none that the system gives to another server meanwhile',
  async () => {
    const found: number[] = [];
    for (let times = 0; times < 20; times++) found.push(await findFreePort());
    const others = Array.from({ length: 20 }, () => createServer().listen(0, '127.0.0.1'));
    await Promise.all(others.map((server) => once(server, 'listening')));
    const given = others.map((server) => (server.address() as AddressInfo).port);
    for (const server of others) server.close();
    expect(Math.max(...found)).toBeLessThan(Math.min(...given));
  },
);
