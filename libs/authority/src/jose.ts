// The only file that imports jose, loaded by load-jose.ts: the CommonJS build takes the package's code into it, once.
export {
  calculateJwkThumbprint,
  errors,
  exportJWK,
  generateKeyPair,
  jwtVerify,
  type JSONWebKeySet,
  type JWK,
  type JWTPayload,
} from 'jose';
