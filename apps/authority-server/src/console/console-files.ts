import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App2WxappError } from '@app2wxapp/core';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { answerThrown } from '../answers/answer-failure.js';
import { PACKAGE_ROOT } from '../config/package-root.js';

/** Where the console's build is: in this workspace; else in the published package. */
const BUILT_HERE = ['../console/dist', 'dist/page'].map((path) => join(PACKAGE_ROOT, path));
/** Placeholder in the page for its nonce. */
const NONCE = '__CSP_NONCE__';
/** Placeholder in the page, in an attribute, for the {@link PageConfig}. */
const CONFIG = '__CONSOLE_CONFIG__';

/** Facts of this authority for the page. It is sent to every caller: nothing in it is secret. */
export interface PageConfig {
  /** How long a request may take here, in milliseconds; the page waits a little longer. */
  readonly requestTimeoutMs: number;
  /** Origins and an address of what belongs to it; `undefined` where the settings name none. */
  readonly simulatorUrl: string | undefined;
  readonly backendUrl: string | undefined;
  readonly docsUrl: string | undefined;
}

/** Options of serving the console. */
export interface ConsoleOptions {
  /** Origin that pictures of users lie at, also when the console is opened by another name. */
  readonly publicUrl: () => string;
  readonly config: PageConfig;
}

/**
 * Finds the files of the operators' console.
 *
 * @param folder the setting `CONSOLE_DIR`; `undefined` = the build of this workspace or of this package, if there is one
 * @returns `undefined` when there is none
 * @throws {App2WxappError} `invalid_options` when a folder was named and holds no console
 */
export function findConsole(folder: string | undefined): string | undefined {
  const holdsConsole = (path: string) => existsSync(join(path, 'index.html'));
  if (folder === undefined) return BUILT_HERE.find(holdsConsole);
  const path = resolve(folder);
  if (holdsConsole(path)) return path;
  throw new App2WxappError('invalid_options', `CONSOLE_DIR: ${path} contains no console. Build it first.`);
}

/**
 * Serves the console at `/console`. Its page may load scripts and send requests nowhere but here; styles that it
 * makes at run time carry a nonce, new for each answer.
 */
export async function serveConsole(
  fastify: FastifyInstance,
  folder: string,
  { publicUrl, config }: ConsoleOptions,
): Promise<void> {
  const built = readFileSync(join(folder, 'index.html'), 'utf8');
  const page = built.replaceAll(CONFIG, () => escapeAttribute(JSON.stringify(config)));
  const sendPage = (_request: unknown, reply: FastifyReply) => {
    const nonce = randomBytes(16).toString('base64');
    return reply
      .header('content-security-policy', buildPolicy(nonce, publicUrl()))
      .header('x-frame-options', 'DENY')
      .type('text/html; charset=utf-8')
      .send(page.replaceAll(NONCE, nonce));
  };
  await fastify.register(async (routes) => {
    routes.setErrorHandler(answerThrown);
    await routes.register(staticFiles, {
      root: join(folder, 'assets'),
      prefix: '/console/assets/',
      decorateReply: false,
      index: false,
      preCompressed: true,
      // The files are named after their content.
      maxAge: '1y',
      immutable: true,
    });
  });
  fastify.get('/console', sendPage);
  fastify.get('/console/*', sendPage);
}

/** Answers `/console` with the reason why it is not there. */
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
    // Photos of users lie here or at WeChat, logos wherever the pool's owner put them.
    `img-src 'self' https: data: ${publicUrl}`,
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
