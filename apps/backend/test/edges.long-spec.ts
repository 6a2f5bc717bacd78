import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';
import { SERVER_ERRORS } from '@app2wxapp/core';
import {
  createEdgeRequests,
  sendEdgeRequests,
  type OpenApiDocument,
} from '@app2wxapp/test-environment/edges';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bearer, post, startBackend, type RunningBackend } from './start-backend.js';

/** Few in every run; `EDGE_REQUESTS=1000000 EDGE_SEED=…` for a long one. */
const COUNT = Number(process.env.EDGE_REQUESTS ?? 300);
const SEED = Number(process.env.EDGE_SEED ?? 20_261_127);
/** Longest wait for an answer, also on a busy machine. */
const DEADLINE_MS = 30_000;
/** What would end the session that the other requests need. */
const ENDS_SESSION = /^(?:delete \/me|post \/auth\/logout)$/;

describe('requests at the edges of the schemas', () => {
  let standIn: StandInAuthority;
  let backend: RunningBackend;
  let document: OpenApiDocument;
  beforeAll(async () => {
    standIn = await startStandInAuthority({ refreshTokens: true });
    backend = await startBackend(standIn);
    document = (await backend.ask('/openapi.json')).body as unknown as OpenApiDocument;
  }, 120_000);
  afterAll(async () => {
    await backend.close();
    await standIn.close();
  });

  const logIn = async () => (await backend.ask('/auth/wechat', post({ ticket: standIn.issueTicket() }))).body;
  const isKnownCode = (code: unknown) =>
    code === undefined || (typeof code === 'string' && (code in SERVER_ERRORS || code === 'invalid_token'));
  /** Sends requests to the operations that are selected. @returns how many succeeded */
  const send = async (select: (operation: string) => boolean, authorization: string[]) => {
    const { refreshToken } = await logIn();
    const values = {
      ticket: Array.from({ length: 20 }, () => standIn.issueTicket()),
      refreshToken: [refreshToken],
      state: ['s'.repeat(22)],
      codeVerifier: ['v'.repeat(43)],
      displayName: ['a name'],
      everywhere: [false],
    };
    const selected = { ...document, paths: selectPaths(document, select) };
    const requests = createEdgeRequests(selected, { values, authorization, destructive: () => false });
    const statuses = await sendEdgeRequests(requests, {
      url: backend.origin,
      count: COUNT,
      seed: SEED,
      deadlineMs: DEADLINE_MS,
      isKnownCode,
    });
    process.stderr.write(`${COUNT} requests from seed ${SEED}: ${JSON.stringify(statuses)}\n`);
    const succeeded = Object.entries(statuses).filter(([status]) => Number(status) < 300);
    return succeeded.reduce((sum, [, count]) => sum + count, 0);
  };

  test('of a user get a known code in time and no failure of the server', async () => {
    const { token } = await logIn();
    const succeeded = await send((operation) => !ENDS_SESSION.test(operation), [`Bearer ${String(token)}`]);
    // Else all of it would have ended at the first check.
    expect(succeeded).toBeGreaterThan(COUNT / 50);
    expect((await backend.ask('/me', bearer(token))).status).toBe(200);
  }, 7_200_000);

  test('of a caller without a token do as well, also those that end a session', async () => {
    expect(await send(() => true, ['Bearer a.b.c', `Bearer ${'x'.repeat(5000)}`])).toBeGreaterThan(0);
  }, 7_200_000);
});

function selectPaths({ paths }: OpenApiDocument, select: (operation: string) => boolean) {
  return Object.fromEntries(
    Object.entries(paths).map(([path, methods]) => [
      path,
      Object.fromEntries(Object.entries(methods).filter(([method]) => select(`${method} ${path}`))),
    ]),
  );
}
