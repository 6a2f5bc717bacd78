// The only file that imports jose, loaded by load-library.ts: the CommonJS build bundles the package into this file,
// once.
export {
  createLocalJWKSet,
  decodeJwt,
  errors,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
