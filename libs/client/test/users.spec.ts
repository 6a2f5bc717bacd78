import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createClient, type Client } from '../src/index.js';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';

let standIn: StandInAuthority;
let client: Client;
let intercept: (request: IncomingMessage, response: ServerResponse) => boolean;

beforeEach(async () => {
  intercept = () => false;
  standIn = await startStandInAuthority({ intercept: (...call) => intercept(...call) });
  const { authority, userPoolId, secret } = standIn;
  client = createClient({ authority, userPoolId, secret, onlineCacheSeconds: 60 });
});
afterEach(() => standIn.close());

const logIn = (openid = 'somebody') => client.exchangeTicket(standIn.issueTicket({ openid }));

describe('the calls about one user', () => {
  test('read and change the stored data', async () => {
    const { _id } = await logIn('o-lin');
    const user = await client.findUser(_id);
    expect(user).toMatchObject({ id: _id, metadata: '""', identities: [{ openid: 'o-lin' }] });
    const changes = { nickname: 'Lin', metadata: '{"plan":"gold"}' };
    await expect(client.changeUser(_id, changes)).resolves.toMatchObject(changes);
    expect(standIn.requests.at(-1)).toMatchObject({ method: 'PATCH', body: changes });
    await expect(client.exportUser(_id)).resolves.toMatchObject({ user: { nickname: 'Lin' } });
  });

  test('carry the pool and its secret by HTTP Basic, and no secret in an address or a body', async () => {
    const { _id } = await logIn();
    const before = standIn.requests.length;
    await client.findUser(_id);
    await client.changeUser(_id, { nickname: 'x' });
    await client.exportUser(_id);
    await client.listSessions(_id, { limit: 2, cursor: 'abc' });
    await client.revokeSession(_id, 'x');
    await client.revokeSessions(_id);
    await client.deleteUser(_id);
    const credentials = Buffer.from(`${standIn.userPoolId}:${standIn.secret}`).toString('base64');
    for (const { path, body, headers } of standIn.requests.slice(before)) {
      expect(headers.authorization).toBe(`Basic ${credentials}`);
      expect(path + JSON.stringify(body ?? '')).not.toContain(standIn.secret);
    }
    expect(standIn.requests.map(({ path }) => path)).toContain(
      `/oauth/users/${_id}/sessions?cursor=abc&limit=2`,
    );
  });

  test('list the active sessions, and revoke one or all at once for this client', async () => {
    const [phone, tablet] = [await logIn(), await logIn()];
    const { sid = '' } = await client.verifyToken(phone.token);
    await client.verifyToken(tablet.token);
    const { items } = await client.listSessions(phone._id);
    expect(items).toHaveLength(2);
    await client.revokeSession(phone._id, sid);
    await expect(client.verifyToken(phone.token)).rejects.toMatchObject({ code: 'invalid_token' });
    await client.verifyToken(tablet.token);
    expect((await client.listSessions(phone._id)).items.map(({ id }) => id)).not.toContain(sid);
    await client.revokeSessions(phone._id);
    await expect(client.verifyToken(tablet.token)).rejects.toMatchObject({ code: 'invalid_token' });
  });

  test('delete a user: its tokens are revoked at once, a repetition is no error, the next login is a new user', async () => {
    const { _id, token } = await logIn();
    await client.verifyToken(token);
    let lost = 0;
    intercept = ({ method }, response) => {
      if (method !== 'DELETE' || lost++ > 0) return false;
      response.destroy();
      return true;
    };
    await client.deleteUser(_id);
    await client.deleteUser(_id);
    expect(lost).toBe(3);
    await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'invalid_token' });
    await expect(client.findUser(_id)).rejects.toMatchObject({ code: 'invalid_request', status: 404 });
    expect((await logIn())._id).not.toBe(_id);
  });

  test('reject an id that would be another address, before anything is sent', async () => {
    const before = standIn.requests.length;
    for (const id of ['', '../admin', 'a/b', 'a?b', 'x'.repeat(65), undefined as unknown as string]) {
      const refusal = { code: 'invalid_request' };
      await expect(client.findUser(id)).rejects.toMatchObject(refusal);
      await expect(client.deleteUser(id)).rejects.toMatchObject(refusal);
      if (id !== undefined) await expect(client.revokeSession('a', id)).rejects.toMatchObject(refusal);
    }
    expect(standIn.requests).toHaveLength(before);
  });

  test.each<[string, unknown]>([
    ['no object', 5],
    ['null', null],
    ['a list', []],
    ['a user without an id', { nickname: 'x' }],
    ['identities that are no list', { id: 'x', identities: {} }],
  ])('end in malformed_response for %s', async (_what, answer) => {
    intercept = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      return true;
    };
    const malformed = { code: 'malformed_response' };
    await expect(client.findUser('a')).rejects.toMatchObject(malformed);
    await expect(client.listSessions('a')).rejects.toMatchObject(malformed);
  });

  test.each([5, 'text', null, []])('an export that is %j ends in malformed_response', async (answer) => {
    intercept = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      return true;
    };
    await expect(client.exportUser('a')).rejects.toMatchObject({ code: 'malformed_response' });
  });

  test('are rejected for Authing’s hosts, which have none', async () => {
    const authing = createClient({ authority: 'https://core.authing.cn', userPoolId: 'p', secret: 's' });
    await expect(authing.findUser('a')).rejects.toMatchObject({ code: 'invalid_options' });
  });
});
