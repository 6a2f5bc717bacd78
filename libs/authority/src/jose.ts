// The only file that imports jose, loaded by load-jose.ts: the CommonJS build bundles the package into this file,
// once.
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
