import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';
import { findFreePort } from '@app2wxapp/test-environment/servers';
import { createConsumerApp, type ConsumerApp, type RunningConsumer } from './consumer-app.js';
import { callMicroservice } from './call-microservice.js';
import { connectIo, connectNative, GATEWAY_FILES, type Connect, type SocketClient } from './gateway-app.js';
import { readCodeFiles } from './markdown-files.js';
import { reachesRegistry } from './npm.js';
import { dependOnPacked } from './packed-packages.js';
import {
  COMMON,
  NEST_11_LAST,
  NEST_12,
  TRANSPORT_PEERS,
  TRANSPORTS_11,
  TRANSPORTS_12,
} from './registry-versions.js';
import { subscribe, SUBSCRIPTION_FILES } from './subscription-app.js';

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

let standIn: StandInAuthority;
let app: ConsumerApp;

async function startConsumer(script: string, env: Record<string, string> = {}): Promise<RunningConsumer> {
  return app.start(script, {
    AUTHORITY: standIn.authority,
    USER_POOL_ID: standIn.userPoolId,
    POOL_SECRET: standIn.secret,
    ...env,
  });
}

whereInstalled.each([
  ['NestJS 12, ES modules', 'module', { ...NEST_12, ...TRANSPORTS_12 }],
  ['NestJS 11, CommonJS', 'commonjs', { ...NEST_11_LAST, ...TRANSPORTS_11 }],
] as const)('the page of GraphQL, WebSockets and microservices, as an app on %s', (_name, module, nest) => {
  beforeAll(async () => {
    standIn = await startStandInAuthority();
    const own = dependOnPacked('core', 'client', 'nest');
    const dependencies = { ...COMMON, ...nest, ...TRANSPORT_PEERS, ...own };
    const files = [...readCodeFiles(PAGE), ...GATEWAY_FILES, ...SUBSCRIPTION_FILES];
    // The drivers' declarations name packages that only some of their users have.
    app = await createConsumerApp({ module, dependencies, files, skipLibCheck: true });
  }, 600_000);

  afterAll(async () => {
    app.remove();
    await standIn.close();
  });

  describe('in a resolver', testResolvers);
  describe.each([
    ['Apollo', 'dist/apollo.js'],
    ['Mercurius', 'dist/mercurius.js'],
  ])('in a subscription on %s', (_driver, script) => testSubscription(script));
  describe.each([
    ['socket.io', 'dist/io-main.js', connectIo],
    ['native WebSockets', 'dist/native-main.js', connectNative],
  ])('in a gateway on %s', (_platform, script, connect) => testGateway(script, connect));
  describe('in a message of a hybrid app', testMessages);
});

function testResolvers(): void {
  let consumer: RunningConsumer;

  beforeAll(async () => {
    consumer = await startConsumer('dist/main.js');
  });

  afterAll(() => consumer.stop());

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

  test('rejects an unknown ticket with its code', async () => {
    const { data, errors } = await ask(LOG_IN, { ticket: 'unknown' });
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ extensions: { status: 401, error: 'invalid_ticket' } }]);
  });

  test('rejects a query without a token', async () => {
    const { errors } = await ask('{ me { id } }', {});
    expect(errors).toMatchObject([{ extensions: { status: 401, error: 'invalid_token' } }]);
  });
}

function testSubscription(script: string): void {
  let consumer: RunningConsumer;
  const greet = (parameters: object) =>
    subscribe({ folder: app.folder, origin: consumer.origin }, 'subscription { greeting }', parameters);

  beforeAll(async () => {
    consumer = await startConsumer(script);
  });

  afterAll(() => consumer.stop());

  test('reads the token from the parameters of the connection', async () => {
    const token = await standIn.signToken({ sub: 'a'.repeat(24) });
    const message = await greet({ authorization: `Bearer ${token}` });
    expect(message).toMatchObject({ type: 'next', payload: { data: { greeting: 'a'.repeat(24) } } });
  });

  test.each([
    ['without a token', {}],
    ['with a token that is none', { authorization: 'Bearer a.b.c' }],
  ])('rejects it %s, by its code', async (_kind, parameters) => {
    const message = await greet(parameters);
    expect(JSON.stringify(message)).toContain('"error":"invalid_token"');
  });
}

function testMessages(): void {
  let consumer: RunningConsumer;
  let port: number;

  beforeAll(async () => {
    port = await findFreePort();
    consumer = await startConsumer('dist/orders.js', { ORDERS_PORT: String(port) });
  });

  afterAll(() => consumer.stop());

  test('reads the token from the place that the page names', async () => {
    const token = await standIn.signToken({ sub: 'b'.repeat(24) });
    const { response } = await callMicroservice(port, 'orders', { token });
    expect(response).toEqual([{ owner: 'b'.repeat(24) }]);
  });

  test.each([[{}], [{ token: 'a.b.c' }]])(
    'rejects %j with the problem details as the error',
    async (data) => {
      const { err, response } = await callMicroservice(port, 'orders', data);
      expect(err).toMatchObject({ status: 401, error: 'invalid_token' });
      expect(response).toBeUndefined();
    },
  );
}

function testGateway(script: string, connectTo: Connect): void {
  let consumer: RunningConsumer;
  let client: SocketClient;
  const connect = async (headers: Record<string, string> = {}) => {
    client = await connectTo(app.folder, consumer.origin, headers);
  };

  beforeAll(async () => {
    consumer = await startConsumer(script);
  });

  afterEach(() => client.close());
  afterAll(() => consumer.stop());

  test('logs in by the ticket in a message, and the token opens the next connection', async () => {
    await connect();
    client.send('login', { ticket: standIn.issueTicket() });
    const { event, data } = await client.next();
    expect(event).toBe('login');
    client.close();
    await connect({ authorization: `Bearer ${String(data.token)}` });
    for (const message of [{}, 'text', undefined]) {
      client.send('me', message);
      expect(await client.next()).toEqual({
        event: 'me',
        data: { id: expect.stringMatching(/^[0-9a-f]{24}$/) },
      });
    }
  });

  test.each([
    ['without a token', 'me', {}, 'invalid_token'],
    ['with an unknown ticket', 'login', { ticket: 'unknown' }, 'invalid_ticket'],
  ])('sends the client of a message %s the problem details', async (_kind, event, message, code) => {
    await connect({ 'accept-language': 'en' });
    client.send(event, message);
    expect(await client.next()).toMatchObject({
      event: 'exception',
      data: { status: 401, error: code, message: expect.stringMatching(/^[\w ,.]+$/) },
    });
  });

  test('gives each of several messages of one client its own token', async () => {
    await connect();
    const users = ['1', '2', '3', '4'].map((digit) => digit.repeat(24));
    for (const _id of users) client.send('login', { ticket: standIn.issueTicket({ _id }) });
    const tokens: string[] = [];
    for (const _ of users) tokens.push(String((await client.next()).data.token));
    expect(tokens.map(subjectOf).sort()).toEqual(users);
  });
}

function subjectOf(token: string): unknown {
  const [, payload = ''] = token.split('.');
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub: unknown }).sub;
}
