import { z } from 'zod';
import { Instant } from '../paging/page-schemas.js';
import { PoolSecret } from '../pools/pool-secret.js';

const Token = z.string().min(1).max(4096);
const ClientSecret = {
  client_id: z
    .string()
    .max(128)
    .optional()
    .meta({ description: 'Id of the pool, unless HTTP Basic has it.' }),
  client_secret: PoolSecret.optional().meta({ description: 'Secret of the pool, unless HTTP Basic has it.' }),
};

/** Body of `POST /oauth/introspect`, RFC 7662 §2.1; hints are ignored. */
export const IntrospectBody = z.object({ token: Token, ...ClientSecret });

/** Body of `POST /oauth/revoke`, RFC 7009 §2.1. */
export const RevokeBody = z.object({
  token: Token,
  all_sessions: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .meta({ description: "Extension of RFC 7009: revokes every session of the token's user." }),
  ...ClientSecret,
});

/** Body of `POST /oauth/token`, RFC 6749 §6. */
export const TokenBody = z.object({
  grant_type: z.literal('refresh_token'),
  refresh_token: Token,
  ...ClientSecret,
});

/** Response of an introspection. */
export const IntrospectionAnswer = z
  .looseObject({
    active: z.boolean(),
    sub: z
      .string()
      .optional()
      .meta({ description: 'Id of the account. This and what follows: only when active.' }),
    exp: z.int().optional(),
  })
  .meta({ id: 'Introspection' });

/** Response of a refresh. */
export const TokenAnswer = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int().meta({ description: 'Seconds.' }),
    refresh_token: z.string().meta({ description: 'Next refresh token; the one that was sent is consumed.' }),
  })
  .meta({ id: 'RefreshedTokens' });

/** Response with the public keys, RFC 7517. */
export const KeySetAnswer = z
  .object({ keys: z.array(z.looseObject({ kty: z.string() })) })
  .meta({ id: 'KeySet' });

const Names = z.array(z.string());
/** Response with the server's metadata, RFC 8414. */
export const ServerMetadata = z
  .object({
    issuer: z.string().meta({ description: '`iss` of tokens.' }),
    jwks_uri: z.string(),
    token_endpoint: z.string(),
    introspection_endpoint: z.string(),
    revocation_endpoint: z.string(),
    response_types_supported: Names.meta({ description: 'None: there is no authorization endpoint.' }),
    grant_types_supported: Names,
    subject_types_supported: Names,
    id_token_signing_alg_values_supported: Names.meta({
      description:
        'Algorithm of session tokens, in the field that OpenID Connect verifiers read; no ID token is issued.',
    }),
    token_endpoint_auth_methods_supported: Names,
    introspection_endpoint_auth_methods_supported: Names,
    revocation_endpoint_auth_methods_supported: Names,
  })
  .meta({ id: 'ServerMetadata' });

/** Created signing key. */
export const RotatedSigningKey = z
  .object({
    kid: z.string(),
    signsFrom: Instant.meta({
      description: 'Time when signing starts; until then the key is only published.',
    }),
  })
  .meta({ id: 'RotatedSigningKey' });
