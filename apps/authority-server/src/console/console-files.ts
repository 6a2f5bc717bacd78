import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App2WxappError } from '@app2wxapp/core';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { answerThrown } from '../answers/answer-failure.js';
import { PACKAGE_ROOT } from '../config/package-root.js';

/** Folders of the console's build: in this workspace, and in the published package. */
const BUILT_HERE = ['../console/dist', 'dist/page'].map((path) => join(PACKAGE_ROOT, path));
/** Placeholder in the page for its nonce. */
const NONCE = '__CSP_NONCE__';
/** Placeholder in an attribute of the page for the {@link PageConfig}. */
const CONFIG = '__CONSOLE_CONFIG__';

/** Configuration of the page. It is sent to every caller: nothing in it is secret. */
export interface PageConfig {
  /** Time limit of a request here, in milliseconds; the page waits a little longer. */
  readonly requestTimeoutMs: number;
  /** Origin of the simulator; `undefined` where the settings name none. */
  readonly simulatorUrl: string | undefined;
  /** Origin of the backend; `undefined` where the settings name none. */
  readonly backendUrl: string | undefined;
  /** Address of the documentation; `undefined` where the settings name none. */
  readonly docsUrl: string | undefined;
}

/** Options of serving the console. */
export interface ConsoleOptions {
  /** Returns the origin of tokens and users' pictures, also when the console is opened by another name. */
  readonly publicUrl: () => string;
  /** Configuration of the page. */
  readonly config: PageConfig;
}

/**
 * Finds the files of the operators' console.
 *
 * @param folder the setting `CONSOLE_DIR`; `undefined` = the build of this workspace or of this package, if it
 *   exists
 * @returns `undefined` without a build
 * @throws {App2WxappError} `invalid_options` when the setting names a folder without a console
 */
export function findConsole(folder: string | undefined): string | undefined {
  const holdsConsole = (path: string) => existsSync(join(path, 'index.html'));
  if (folder === undefined) return BUILT_HERE.find(holdsConsole);
  const path = resolve(folder);
  if (holdsConsole(path)) return path;
  throw new App2WxappError('invalid_options', `CONSOLE_DIR: ${path} contains no console. Build it first.`);
}

/**
 * Serves the console at `/console`. Its page may load scripts from and send requests to this origin only; styles that
 * it creates at run time have a nonce, new for each response.
 */
export async function serveConsole(
  fastify: FastifyInstance,
  folder: string,
  { publicUrl, config }: ConsoleOptions,
): Promise<void> {
  const built = readFileSync(join(folder, 'index.html'), 'utf8');
  const sendPage = (_request: unknown, reply: FastifyReply) => {
    const nonce = randomBytes(16).toString('base64');
    // A free port is known only once the server listens.
    const written = escapeAttribute(JSON.stringify({ ...config, publicUrl: publicUrl() }));
    return reply
      .header('content-security-policy', buildPolicy(nonce, publicUrl()))
      .header('x-frame-options', 'DENY')
      .type('text/html; charset=utf-8')
      .send(built.replaceAll(CONFIG, () => written).replaceAll(NONCE, nonce));
  };
  await fastify.register(async (routes) => {
    routes.setErrorHandler(answerThrown);
    await routes.register(staticFiles, {
      root: join(folder, 'assets'),
      prefix: '/console/assets/',
      decorateReply: false,
      index: false,
      preCompressed: true,
      // The names of the files contain their hash.
      maxAge: '1y',
      immutable: true,
    });
  });
  fastify.get('/console', sendPage);
  fastify.get('/console/*', sendPage);
}

/** Responds at `/console` with the reason why the console is missing. */
export function explainMissingConsole(fastify: FastifyInstance): void {
  const text =
    'The console is not built here. Run `npx nx compile console` in this repository, or set CONSOLE_DIR to the folder of its build, and restart the authority.\n';
  const explain = (_request: unknown, reply: FastifyReply) =>
    reply.status(404).type('text/plain; charset=utf-8').send(text);
  fastify.get('/console', explain);
  fastify.get('/console/*', explain);
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

function buildPolicy(nonce: string, publicUrl: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    // Photos of users are here or at WeChat, logos wherever the pool's owner put them.
    `img-src 'self' https: data: ${publicUrl}`,
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
