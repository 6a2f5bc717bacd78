// Jest's `globalTeardown`, after `start-shared-postgres.js`.
export default async function stopSharedPostgres() {
  await globalThis.sharedPostgres?.stop();
}
