import { createClient, type ClientOptions } from '../src/index.js';

/** Compiled by `nx typecheck`, never run: each line that must not compile says so. */
const base = { authority: 'https://login.example.com', userPoolId: 'pool', secret: 'a secret of a test' };

export const accepted: readonly ClientOptions[] = [
  base,
  { ...base, algorithm: 'ES256', issuer: 'https://login.example.com' },
  { ...base, algorithm: 'HS256', signingKey: 'a-key-that-this-test-alone-knows' },
];

export function refused(): void {
  // @ts-expect-error the shared key's algorithm without the key verifies nothing
  createClient({ ...base, algorithm: 'HS256' });
  // @ts-expect-error a shared key beside published keys: which of them decides?
  createClient({ ...base, signingKey: 'a-key-that-this-test-alone-knows' });
  // @ts-expect-error HS256 tokens name no issuer, so none can be demanded
  createClient({
    ...base,
    algorithm: 'HS256',
    signingKey: 'x'.repeat(32),
    issuer: 'https://login.example.com',
  });
  // @ts-expect-error an algorithm that is not one of the two
  createClient({ ...base, algorithm: 'none' });
  // @ts-expect-error a backend has a secret
  createClient({ authority: base.authority, userPoolId: base.userPoolId });
}
