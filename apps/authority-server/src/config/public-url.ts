import type { Server } from 'node:http';
import type { HttpAdapterHost } from '@nestjs/core';
import type { Settings } from './settings.js';

/** Injects a {@link PublicUrl}. */
export const PUBLIC_URL = Symbol('PublicUrl');

/** Function that returns the authority's public origin: the `iss` of tokens. */
export type PublicUrl = () => string;

/** Creates the function from the settings, or else from the port that the server listens on. */
export function createPublicUrl(settings: Settings, host: HttpAdapterHost): PublicUrl {
  let known = settings.PUBLIC_URL;
  return () => {
    if (known !== undefined) return known;
    const { port } = readAddress(host) ?? {};
    // A free port is known only once the server listens.
    if (port !== undefined) known = `http://localhost:${port}`;
    return `http://localhost:${port ?? settings.PORT}`;
  };
}

function readAddress({ httpAdapter }: HttpAdapterHost): { readonly port?: number } | undefined {
  const address = (httpAdapter.getHttpServer() as Server).address();
  return typeof address === 'string' ? undefined : (address ?? undefined);
}
