import type { FastifyInstance } from 'fastify';

/** Report of the authority on a pool that the address of the page names. */
export interface PoolReport {
  /** `unlisted`: the pool does not allow this page (`allowedOrigins`). */
  readonly status: 'allowed' | 'unlisted' | 'unknown' | 'silent';
  readonly name?: string;
}

const DEADLINE_MS = 8_000;
const PARAMS = {
  type: 'object',
  properties: { userPoolId: { type: 'string', pattern: '^[0-9a-f]{24}$' } },
};

/**
 * Looks a pool up at the authority for the page, which itself cannot distinguish an unknown pool from one that does
 * not allow it: `GET /__simulator/pools/:userPoolId`. No other server is called.
 */
export function registerOwnAppRoutes(server: FastifyInstance, authorityUrl: string): void {
  server.get<{ Params: { userPoolId: string } }>(
    '/__simulator/pools/:userPoolId',
    { schema: { params: PARAMS } },
    async ({ params, protocol, host }): Promise<PoolReport> => {
      const url = `${authorityUrl}/oauth/app2wxapp/pools/${params.userPoolId}`;
      try {
        return await readReport(url, `${protocol}://${host}`);
      } catch {
        return { status: 'silent' };
      }
    },
  );
}

async function readReport(url: string, origin: string): Promise<PoolReport> {
  const response = await fetch(url, { headers: { origin }, signal: AbortSignal.timeout(DEADLINE_MS) });
  const { name } = (await response.json()) as { readonly name?: string };
  if (response.status === 404) return { status: 'unknown' };
  if (!response.ok) return { status: 'silent' };
  const isAllowed = response.headers.get('access-control-allow-origin') === origin;
  return { status: isAllowed ? 'allowed' : 'unlisted', ...(name !== undefined && { name }) };
}

/** Reads the backend in the address of the page. @returns `undefined` without one, or for a text that is no origin */
export function readOwnBackend(query: unknown): string | undefined {
  const { backend } = Object(query) as { readonly backend?: unknown };
  if (typeof backend !== 'string' || !URL.canParse(backend)) return undefined;
  const { protocol, origin, pathname, search, hash } = new URL(backend);
  const isOrigin = /^https?:$/.test(protocol) && pathname === '/' && search === '' && hash === '';
  return isOrigin ? origin : undefined;
}
