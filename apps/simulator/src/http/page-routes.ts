import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { DemoPool, SimulatorSettings } from '../settings.js';
import { readOwnBackend, registerOwnAppRoutes } from './own-app-routes.js';
import type { TimeMachine } from '../time-machine.js';
import { sha256 } from '../wechat/random.js';
import type { Wechat } from '../wechat/wechat.js';

/** Content of `/config.json`, for the page. Nothing in it is secret. */
export interface PageConfig {
  readonly authority: string;
  readonly backend: string;
  readonly pools: readonly DemoPool[];
  /** Mini program of the authority, by its original id (`userName`) and its AppID. */
  readonly miniProgram: { readonly userName: string; readonly appId: string };
  /** AppID of the mobile app on the phone. */
  readonly appId: string;
  /**
   * Milliseconds by which the clocks of the servers are ahead of this machine's; `null` where they cannot be moved.
   */
  readonly aheadMs: number | null;
}

/** Sources of the page's configuration. */
interface PageSources {
  readonly wechat: Wechat;
  readonly timeMachine: TimeMachine | undefined;
}

/** Serves the page with the phone, and its configuration. */
export async function registerPageRoutes(
  server: FastifyInstance,
  sources: PageSources,
  settings: SimulatorSettings,
): Promise<void> {
  server.get('/config.json', (_request, reply) =>
    reply.header('cache-control', 'no-store').send(describeConfig(sources, settings)),
  );
  registerOwnAppRoutes(server, settings.authorityUrl);
  const root = fileURLToPath(new URL('../page', import.meta.url));
  // Sources run without a built page, in this package's own tests.
  if (!existsSync(root)) return;
  await server.register(async (scope) => {
    scope.addHook('onSend', async (request, reply) => {
      reply.header('content-security-policy', describePolicy(settings, readOwnBackend(request.query)));
    });
    await scope.register(fastifyStatic, {
      root,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (response, path) => {
        // The names of all files but the page contain their hash.
        const isPage = path.endsWith('.html');
        response.setHeader('cache-control', isPage ? 'no-cache' : 'public, max-age=31536000, immutable');
        response.setHeader('x-content-type-options', 'nosniff');
        response.setHeader('referrer-policy', 'no-referrer');
      },
    });
  });
}

/**
 * Builds the policy of the page. @param ownBackend backend in the address of the page, which the page may call, too
 */
function describePolicy({ authorityUrl, backendUrl }: SimulatorSettings, ownBackend?: string): string {
  return [
    "default-src 'self'",
    `connect-src ${["'self'", authorityUrl, backendUrl, ...(ownBackend ? [ownBackend] : [])].join(' ')}`,
    `img-src 'self' data: https: ${authorityUrl}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function describeConfig({ wechat, timeMachine }: PageSources, settings: SimulatorSettings): PageConfig {
  const [program] = wechat.miniPrograms.all();
  const { userName = '', appId = '' } = program ?? {};
  return {
    authority: settings.authorityUrl,
    backend: settings.backendUrl,
    pools: settings.demoPools,
    miniProgram: { userName, appId },
    appId: settings.mobileAppId ?? `wx${sha256(`mobile app ${appId}`).toString('hex').slice(0, 16)}`,
    aheadMs: timeMachine?.aheadMs ?? null,
  };
}
