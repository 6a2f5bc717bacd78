import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Fastify from 'fastify';
import { explainMissingConsole, findConsole, serveConsole } from '../../src/console/console-files.js';

const PAGE = '<meta content="__CONSOLE_CONFIG__"><style nonce="__CSP_NONCE__"></style>';

describe('the operators’ console as it is served', () => {
  const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-console-'));
  const fastify = Fastify();
  let url: string;

  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), PAGE);
    writeFileSync(join(folder, 'assets', 'main-1a2b.js'), 'export {};');
    writeFileSync(join(folder, 'assets', 'main-1a2b.js.gz'), gzipSync('export {};'));
    writeFileSync(join(folder, 'secret.txt'), 'not an asset');
    fastify.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));
    await serveConsole(fastify, folder, {
      publicUrl: () => 'http://login.example:4000',
      config: {
        requestTimeoutMs: 8000,
        simulatorUrl: undefined,
        backendUrl: undefined,
        docsUrl: 'https://docs.example/?a="&b=<c>',
      },
    });
    url = await fastify.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    await fastify.close();
    rmSync(folder, { recursive: true });
  });

  test('is one page for every address below /console, with a policy that allows only its own scripts', async () => {
    const nonces = new Set<string>();
    for (const path of ['/console', '/console/', '/console/pools/0123/users']) {
      const response = await fetch(`${url}${path}`);
      const policy = response.headers.get('content-security-policy') ?? '';
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      expect(await response.text()).toBe(
        '<meta content="{&quot;requestTimeoutMs&quot;:8000,' +
          '&quot;docsUrl&quot;:&quot;https://docs.example/?a=\\&quot;&amp;b=&lt;c>&quot;,' +
          '&quot;publicUrl&quot;:&quot;http://login.example:4000&quot;}">' +
          `<style nonce="${nonce}"></style>`,
      );
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("img-src 'self' https: data: http://login.example:4000;");
      expect(policy).not.toContain('unsafe');
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
  });

  test('sends its files compressed, to be cached for a year', async () => {
    const response = await fetch(`${url}/console/assets/main-1a2b.js`);
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(response.headers.get('content-type')).toMatch(/javascript/);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(await response.text()).toBe('export {};');
  });

  test('sends no file from outside its folder', async () => {
    for (const path of ['/console/assets/none.js', '/console/assets/..%2fsecret.txt']) {
      expect([path, (await fetch(`${url}${path}`)).status]).not.toEqual([path, 200]);
    }
  });

  test('responds with 404 and a remedy where it was not built', async () => {
    const without = Fastify();
    explainMissingConsole(without);
    for (const path of ['/console', '/console/pools']) {
      const response = await without.inject(path);
      expect([response.statusCode, response.body]).toEqual([
        404,
        expect.stringMatching(/nx compile console.*CONSOLE_DIR/),
      ]);
    }
    await without.close();
  });

  test('is absent where it was not built, and a wrong CONSOLE_DIR stops the start', () => {
    expect(findConsole(folder)).toBe(folder);
    expect(() => findConsole(join(folder, 'assets'))).toThrow(/CONSOLE_DIR/);
  });
});
