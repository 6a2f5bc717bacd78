import { startPostgres } from '@app2wxapp/test-environment/servers';

// Jest's `globalSetup`: one PostgreSQL for all test files. `findSharedPostgres()` returns its address.
export default async function startSharedPostgres() {
  globalThis.sharedPostgres = await startPostgres(['fsync=off']);
  process.env.SHARED_POSTGRES = globalThis.sharedPostgres?.connectionString ?? '';
}
