import { createSealedBox, openSigningKey, type StoredSigningKey } from '@app2wxapp/authority';
import { SignJWT } from 'jose';
import { nameAccount, nameSession, POOL } from './prepare-rows.js';

/** Master key of the servers of the benchmark. */
export const MASTER_KEY = Buffer.alloc(32, 7);

/** A row of `signing_keys`. */
export interface SigningKeyRow {
  readonly kid: string;
  readonly sealed_private_key: string;
  readonly public_key: StoredSigningKey['publicKey'];
}

/** Signs the token of a session; see `prepareRows`. */
export type SignToken = (kind: 'active' | 'once' | 'revoked', index: number) => Promise<string>;

/** Signs tokens as the authority at `issuer` does, by its own key. */
export function createSigner(row: SigningKeyRow, issuer: string, accounts: number): SignToken {
  const { kid, privateKey } = openSigningKey(createSealedBox(MASTER_KEY), {
    kid: row.kid,
    sealedPrivateKey: row.sealed_private_key,
    publicKey: row.public_key,
    createdAt: new Date(),
    retiredAt: null,
  });
  const signed = new Map<string, Promise<string>>();
  const sign: SignToken = (kind, index) => {
    const id = nameAccount((index * 7919) % accounts);
    const sid = nameSession(kind, index);
    return new SignJWT({ data: { unionid: null, id, clientId: POOL.id }, sid })
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid })
      .setIssuer(issuer)
      .setSubject(id)
      .setAudience(POOL.id)
      .setJti(sid)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);
  };
  return (kind, index) => {
    const sid = nameSession(kind, index);
    const token = signed.get(sid) ?? sign(kind, index);
    signed.set(sid, token);
    return token;
  };
}
