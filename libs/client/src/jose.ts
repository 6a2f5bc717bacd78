// The only file that imports jose, loaded by load-library.ts: the CommonJS build takes the package's code into it, once.
export {
  createLocalJWKSet,
  decodeJwt,
  errors,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
