import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { AuthorityFacts } from './variants.js';

// An authority that accepts every ticket at once: only the backend is measured. It prints the settings of the
// backend.

const USER_POOL_ID = '5e4cdd055df3df65dc58b97d';
const USER_ID = '5e57540f84622ae263294a42';
const DAYS_15 = 15 * 24 * 60 * 60;

const es256 = await generateKeyPair('ES256', { extractable: true });
const jwk = { ...(await exportJWK(es256.publicKey)), kid: 'bench', alg: 'ES256', use: 'sig' };
const sharedKey = 'a-key-of-this-benchmark-and-of-nothing-else';

let user = '';
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(request.url === '/.well-known/jwks.json' ? JSON.stringify({ keys: [jwk] }) : user);
  });
});

server.listen(0, '127.0.0.1', () => {
  void (async () => {
    const authority = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    const iat = Math.floor(Date.now() / 1000);
    const data = { unionid: 'u1', id: USER_ID, clientId: USER_POOL_ID };
    const times = { iat, exp: iat + DAYS_15 };
    const registered = { iss: authority, sub: USER_ID, aud: USER_POOL_ID, jti: 'bench', sid: 'bench' };
    const es256Token = await new SignJWT({ data, ...times, ...registered })
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: 'bench' })
      .sign(es256.privateKey);
    const hs256Token = await new SignJWT({ data, ...times })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .sign(new TextEncoder().encode(sharedKey));
    user = JSON.stringify({ _id: USER_ID, nickname: 'Lin', token: es256Token, unionid: 'u1', phone: null });
    const facts: AuthorityFacts = {
      authority,
      userPoolId: USER_POOL_ID,
      jwk,
      sharedKey,
      es256Token,
      hs256Token,
    };
    process.send?.(facts);
  })();
});
