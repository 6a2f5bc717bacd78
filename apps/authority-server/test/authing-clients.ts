import { fileURLToPath } from 'node:url';
import { installPackages } from '../../../tools/install-packages.mjs';

/** What is used of Authing's SDK and of the package that its guide verifies tokens with. */
export interface AuthingClients {
  readonly AuthenticationClient: new (options: {
    readonly appId: string;
    readonly appHost: string;
    readonly onError: (code: number, message: string) => void;
  }) => { readonly httpClient: { request(config: object): Promise<string> } };
  readonly jsonwebtoken: {
    verify(token: string, key: string, options: { readonly algorithms: readonly string[] }): object;
  };
}

/**
 * Installs both into their own folder and loads them: no other test needs them.
 *
 * @throws {Error} when npm cannot install them
 */
export async function loadAuthingClients(): Promise<AuthingClients> {
  const folder = new URL('authing/', import.meta.url);
  installPackages(fileURLToPath(folder));
  return (await import(new URL('clients.mjs', folder).href)) as AuthingClients;
}
