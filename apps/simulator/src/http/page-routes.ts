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
  /** The authority's mini program, as apps open it (`userName`) and as WeChat's server knows it (`appId`). */
  readonly miniProgram: { readonly userName: string; readonly appId: string };
  /** AppID of the mobile app on the phone. */
  readonly appId: string;
  /** How far the clocks of the servers are ahead of this machine's; `null` where they cannot be moved. */
  readonly aheadMs: number | null;
}

/** What the configuration of the page says the state of. */
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
        // All but the page itself are named after their content.
        const isPage = path.endsWith('.html');
        response.setHeader('cache-control', isPage ? 'no-cache' : 'public, max-age=31536000, immutable');
        response.setHeader('x-content-type-options', 'nosniff');
        response.setHeader('referrer-policy', 'no-referrer');
      },
    });
  });
}

/** @param ownBackend the backend that the address of the page names, which the page may call, too */
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
