// A peer's own way of redeeming a one-time value, in memory.
// It writes the bodies to send into BODIES and says at /__load where they go.
import { createServer } from 'node:http';
import { writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { generateKeyPair, exportJWK, SignJWT } from 'jose';

const [, , peer] = process.argv;
const count = Number(process.env.COUNT);
const port = Number(process.env.PORT);
const url = `http://127.0.0.1:${port}`;
const { privateKey } = await generateKeyPair('ES256', { extractable: true });
const basic = `Basic ${Buffer.from('bench:bench-secret').toString('base64')}`;
const form = 'application/x-www-form-urlencoded';

/** @type {Record<string, () => Promise<{ handle: import('node:http').RequestListener, load: object }>>} */
const PEERS = {
  async 'oidc-provider'() {
    const { Provider } = await import('oidc-provider');
    const redirectUri = 'https://app.example/cb';
    const provider = new Provider(url, {
      clients: [
        {
          client_id: 'bench',
          client_secret: 'bench-secret',
          redirect_uris: [redirectUri],
          id_token_signed_response_alg: 'ES256',
        },
      ],
      jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: 'bench' }] },
      adapter: createMemoryAdapter(),
      pkce: { required: () => false },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    });
    const client = await provider.Client.find('bench');
    const codes = [];
    for (let index = 0; index < count; index++) {
      const grant = new provider.Grant({ clientId: 'bench', accountId: 'a' });
      grant.addOIDCScope('openid');
      const grantId = await grant.save();
      const code = new provider.AuthorizationCode({
        client,
        accountId: 'a',
        grantId,
        gty: 'authorization_code',
        redirectUri,
        scope: 'openid',
      });
      codes.push(await code.save());
    }
    const uri = encodeURIComponent(redirectUri);
    writeBodies(codes.map((code) => `grant_type=authorization_code&code=${code}&redirect_uri=${uri}`));
    return { handle: provider.callback(), load: { path: '/token', bodyType: form, authorization: basic } };
  },

  async '@node-oauth/oauth2-server'() {
    const { default: OAuth2Server } = await import('@node-oauth/oauth2-server');
    const { Request, Response } = OAuth2Server;
    const codes = new Map();
    const client = { id: 'bench', grants: ['authorization_code'], redirectUris: [] };
    const sign = () =>
      new SignJWT({ sub: 'a' }).setProtectedHeader({ alg: 'ES256' }).setIssuedAt().sign(privateKey);
    const server = new OAuth2Server({
      model: {
        generateAccessToken: sign,
        getClient: async (id, secret) => (id === 'bench' && secret === 'bench-secret' ? client : false),
        getAuthorizationCode: async (code) => codes.get(code),
        revokeAuthorizationCode: async ({ authorizationCode }) => codes.delete(authorizationCode),
        saveToken: async (token, owner, user) => ({ ...token, client: owner, user }),
        validateScope: async (user, owner, scope) => scope ?? [],
      },
    });
    const expiresAt = new Date(Date.now() + 3_600_000);
    for (let index = 0; index < count; index++) {
      const authorizationCode = randomBytes(32).toString('base64url');
      codes.set(authorizationCode, { authorizationCode, expiresAt, client, user: { id: 'a' } });
    }
    writeBodies([...codes.keys()].map((code) => `grant_type=authorization_code&code=${code}`));
    const handle = (request, response) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', async () => {
        const body = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
        const asked = new Request({ method: 'POST', query: {}, headers: request.headers, body });
        const answered = new Response({});
        await server.token(asked, answered).catch(() => undefined);
        response.writeHead(answered.status ?? 500, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answered.body));
      });
    };
    return { handle, load: { path: '/token', bodyType: form, authorization: basic } };
  },
};

function createMemoryAdapter() {
  const rows = new Map();
  return class {
    constructor(name) {
      this.name = name;
    }
    async upsert(id, payload) {
      rows.set(`${this.name}:${id}`, payload);
    }
    async find(id) {
      return rows.get(`${this.name}:${id}`);
    }
    async consume(id) {
      rows.get(`${this.name}:${id}`).consumed = Math.floor(Date.now() / 1000);
    }
    async destroy(id) {
      rows.delete(`${this.name}:${id}`);
    }
    async revokeByGrantId() {}
    async findByUid() {}
    async findByUserCode() {}
  };
}

function writeBodies(lines) {
  writeFileSync(process.env.BODIES, lines.join('\n'));
}

const { handle, load } = await PEERS[peer]();
createServer((request, response) => {
  if (request.url === '/__load') return void response.end(JSON.stringify(load));
  return handle(request, response);
}).listen(port, '127.0.0.1');
