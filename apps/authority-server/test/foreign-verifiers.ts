import type { RequestListener } from 'node:http';
import { fileURLToPath } from 'node:url';
import { installPackages } from '../../../tools/install-packages.mjs';

type Handler = (request: { auth?: { payload: object } }, response: { json(body: unknown): void }) => void;

/** What openid-client found out about an issuer. */
interface Configuration {
  serverMetadata(): Readonly<Record<string, unknown>>;
}

/** What is used of the verifiers and clients of other makers. */
export interface ForeignVerifiers {
  readonly express: () => RequestListener & { get(path: string, ...handlers: unknown[]): void };
  /** Of Auth0: verifies tokens by what it finds at the issuer. */
  readonly auth: (options: {
    readonly issuerBaseURL: string;
    readonly audience: string;
    readonly tokenSigningAlg?: string;
  }) => Handler;
  readonly openid: {
    discovery(
      issuer: URL,
      clientId: string,
      secret: string,
      authentication: unknown,
      options: { readonly algorithm: 'oidc' | 'oauth2'; readonly execute: readonly unknown[] },
    ): Promise<Configuration>;
    readonly allowInsecureRequests: unknown;
    ClientSecretBasic(secret: string): unknown;
    tokenIntrospection(
      configuration: Configuration,
      token: string,
    ): Promise<Readonly<Record<string, unknown>>>;
    tokenRevocation(configuration: Configuration, token: string): Promise<void>;
    refreshTokenGrant(
      configuration: Configuration,
      refreshToken: string,
    ): Promise<{ readonly access_token: string; readonly refresh_token?: string }>;
  };
}

/**
 * Installs them into their own folder and loads them: no other test needs them.
 *
 * @throws {Error} when npm cannot install them
 */
export async function loadForeignVerifiers(): Promise<ForeignVerifiers> {
  const folder = new URL('verifiers/', import.meta.url);
  installPackages(fileURLToPath(folder));
  return (await import(new URL('clients.mjs', folder).href)) as ForeignVerifiers;
}
