import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';
import { createConsumerApp, type ConsumerApp, type RunningConsumer } from './consumer-app.js';
import { readCodeFiles } from './markdown-files.js';
import { reachesRegistry } from './npm.js';
import { packPublished } from './packed-packages.js';
import { COMMON, GRAPHQL, NEST_12 } from './registry-versions.js';

const PAGE = new URL('../../../docs/graphql.md', import.meta.url);
const LOG_IN = 'mutation ($ticket: String!) { logIn(ticket: $ticket) { token } }';

// What installs from npm is skipped where npm is out of reach; in CI that is a failure instead.
const whereInstalled = (await reachesRegistry()) ? describe : describe.skip;

interface GraphqlAnswer {
  readonly data: {
    readonly me?: { readonly id: string };
    readonly logIn?: { readonly token: string };
  } | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: object }[];
}

whereInstalled('the page of GraphQL, as an app of its own', () => {
  let standIn: StandInAuthority;
  let app: ConsumerApp;
  let consumer: RunningConsumer;

  beforeAll(async () => {
    standIn = await startStandInAuthority();
    const packed = await packPublished();
    const dependencies = { ...COMMON, ...NEST_12, ...GRAPHQL, ...packed.imported };
    const files = readCodeFiles(PAGE);
    // The drivers' declarations name packages that only some of their users have.
    app = await createConsumerApp({ module: 'module', dependencies, files, skipLibCheck: true }).finally(
      packed.remove,
    );
    consumer = await app.start('dist/main.js', {
      AUTHORITY: standIn.authority,
      USER_POOL_ID: standIn.userPoolId,
      POOL_SECRET: standIn.secret,
    });
  }, 600_000);

  afterAll(async () => {
    await consumer.stop();
    app.remove();
    await standIn.close();
  });

  async function ask(query: string, variables: object, token?: string): Promise<GraphqlAnswer> {
    const response = await fetch(`${consumer.origin}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphqlAnswer;
  }

  test('logs in by a mutation and serves a query with its token', async () => {
    const login = await ask(LOG_IN, { ticket: standIn.issueTicket() });
    const { data } = await ask('{ me { id } }', {}, login.data?.logIn?.token);
    expect(data?.me?.id).toMatch(/^[0-9a-f]{24}$/);
  });

  test('refuses an unknown ticket with its code', async () => {
    const { data, errors } = await ask(LOG_IN, { ticket: 'unknown' });
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ extensions: { status: 401, error: 'invalid_ticket' } }]);
  });

  test('refuses a query without a token', async () => {
    const { errors } = await ask('{ me { id } }', {});
    expect(errors).toMatchObject([{ extensions: { status: 401, error: 'invalid_token' } }]);
  });
});
