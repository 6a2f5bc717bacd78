import { RESERVED_CLAIMS } from '@app2wxapp/authority';
import { z } from 'zod';
import { isReadable, Name, ReadableText } from '../config/readable-text.js';
import { WechatAppId } from '../config/wechat-app-id.js';
import { Cursor, Instant, NextCursor, ObjectId, PageLimit } from '../paging/page-schemas.js';

const DAY = 86_400;

/** Schema of an origin as browsers send it; a WebView may have a scheme of its own, such as `capacitor`. */
const Origin = z
  .string()
  .max(256)
  .regex(/^[a-z][a-z0-9+.-]*:\/\/[a-z0-9.-]+(:\d{1,5})?$|^https?:\/\/\[[0-9a-f:]+\](:\d{1,5})?$/, {
    error: 'must be an origin, such as https://app.example',
  });

const STATIC_CLAIMS_MAX_BYTES = 1024;

/** Counts the bytes of a value as JSON; members may be nested deeper than JavaScript can write. */
function countJsonBytes(value: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(value));
  } catch {
    return Infinity;
  }
}

const StaticClaims = z
  .record(z.string(), z.unknown())
  .refine((claims) => !Object.keys(claims).some((name) => RESERVED_CLAIMS.includes(name)), {
    error: `must have none of the names ${RESERVED_CLAIMS.join(', ')}`,
  })
  .refine((claims) => countJsonBytes(claims) <= STATIC_CLAIMS_MAX_BYTES, {
    error: `must have ${STATIC_CLAIMS_MAX_BYTES} bytes as JSON at most`,
  });

/** Schemas of the settings that an operator may change. */
const SETTINGS = {
  name: Name.meta({ description: 'Shown to users on the consent page.' }),
  logo: z
    .union([
      z.literal(''),
      z
        .url({ protocol: /^https$/ })
        .max(1024)
        .refine(isReadable, 'must have no control characters'),
    ])
    .meta({ description: 'https address of a picture; empty for none.' }),
  secretRequired: z.boolean().meta({
    description:
      'Whether an exchange requires the secret. If not (direct mode), any holder of a ticket can use it, unless binding is required.',
  }),
  requireBinding: z.boolean().meta({
    description: 'Direct mode: only tickets of bound launches are exchanged without the secret.',
  }),
  requireBindingWithSecret: z.boolean().meta({
    description:
      'With the secret: only tickets of bound launches are exchanged. Apps without binding cannot log in.',
  }),
  ticketTtlSeconds: z
    .int()
    .min(10)
    .max(600)
    .meta({ description: 'Lifetime of a ticket in seconds. The preset strict sets 60.' }),
  tokenTtlSeconds: z
    .int()
    .min(60)
    .max(400 * DAY)
    .meta({ description: 'Lifetime of a token in seconds.' }),
  refreshTtlSeconds: z
    .int()
    .min(0)
    .max(400 * DAY)
    .meta({ description: 'Lifetime of refresh tokens in seconds; 0 = none are issued or accepted.' }),
  tokenFormat: z.enum(['ES256', 'HS256']).meta({
    description:
      "ES256: verifiers use the authority's public key. HS256: Authing's format; a verifier can also forge tokens, and a token key is required.",
  }),
  responseStyle: z.enum(['bare', 'envelope']).meta({
    description:
      'bare: returns the user, with real HTTP statuses. envelope: the response format of Authing, always with status 200.',
  }),
  requirePhone: z.boolean().meta({ description: 'Whether a login without a phone number is rejected.' }),
  askProfile: z.boolean().meta({
    description:
      'Whether the mini program asks for a nickname and a picture; both are optional for the user.',
  }),
  checkNickname: z.boolean().meta({
    description:
      "Whether a nickname is stored only if it passes WeChat's content check (msg_sec_check); otherwise the login succeeds without it.",
  }),
  linkByPhone: z.boolean().meta({
    description: 'Whether a phone number from WeChat finds an account that another WeChat user created.',
  }),
  allowedAppIds: z.array(WechatAppId).max(100).meta({
    description: 'AppIDs of the apps that may launch the mini program for this pool; empty = none.',
  }),
  allowAnyApp: z.boolean().meta({
    description:
      'Whether apps that are not listed may launch it too. If so, a foreign app can use the public id of this pool to ask your users to log in to it.',
  }),
  allowedOrigins: z.array(Origin).max(100).meta({
    description: 'Origins of pages that may call the public endpoints from a browser; empty = none.',
  }),
  staticClaims: StaticClaims.meta({
    description:
      'Claims that every ES256 token of the pool has besides its own, such as `{"role":"user"}`, for verifiers that ask ' +
      `for them; ${STATIC_CLAIMS_MAX_BYTES} bytes as JSON at most.`,
  }),
};

/** Body of `POST /admin/pools`. */
export const NewPool = z
  .strictObject({
    ...SETTINGS,
    preset: z.enum(['strict']).meta({
      description:
        'Initial values of the settings that are not given. strict: tickets valid for 60 seconds; secret and binding always required.',
    }),
  })
  .partial()
  .required({ name: true })
  .meta({ id: 'NewPool' });
/** Body of `PATCH /admin/pools/:userPoolId`. */
export const PoolChanges = z.strictObject(SETTINGS).partial().meta({ id: 'PoolChanges' });
/** Pool as operators see it. */
export const Pool = z
  .object({
    id: ObjectId,
    ...SETTINGS,
    miniProgram: z.object({ appId: z.string() }).nullable().meta({
      description: "The pool's own mini program. Its AppSecret is stored encrypted and never shown.",
    }),
    hasTokenKey: z.boolean().meta({ description: 'Whether the pool has a key for HS256.' }),
    createdAt: Instant,
    version: z.string().meta({
      description:
        'Version of the settings, new after each change. Sent as `If-Match`, it keeps a change from overwriting that of another operator.',
    }),
  })
  .meta({ id: 'Pool' });
/** Page of pools. */
export const PoolPage = z.object({ items: z.array(Pool), nextCursor: NextCursor }).meta({ id: 'PoolPage' });
/** Query of a list of pools. */
export const PoolQuery = z.object({
  name: ReadableText.trim().max(64).optional().meta({ description: 'A part of the name.' }),
  cursor: Cursor.optional(),
  limit: PageLimit,
});

/** Secret of a pool, without the secret itself. */
export const Secret = z.object({ id: ObjectId, createdAt: Instant }).meta({ id: 'Secret' });
/** List of a pool's secrets. */
export const SecretList = z.object({ items: z.array(Secret) }).meta({ id: 'SecretList' });
/** Created secret, returned in clear only this once. */
export const CreatedSecret = z
  .object({ ...Secret.shape, secret: z.string().meta({ description: 'Shown once.' }) })
  .meta({ id: 'CreatedSecret' });
/** Created pool with its first secret. */
export const CreatedPool = z
  .object({ pool: Pool, secret: z.string().meta({ description: 'Shown once.' }) })
  .meta({ id: 'CreatedPool' });
/** Created HS256 key, returned in clear only this once. */
export const CreatedTokenKey = z
  .object({ tokenKey: z.string().meta({ description: 'Shown once. Its UTF-8 bytes are the key.' }) })
  .meta({ id: 'CreatedTokenKey' });

/** Body of `PUT /admin/pools/:userPoolId/mini-program`. */
export const MiniProgramCredentials = z
  .strictObject({ appId: WechatAppId, appSecret: z.string().trim().min(1).max(256) })
  .meta({ id: 'MiniProgramCredentials' });
/** Result of checking a mini program's credentials at WeChat. */
export const MiniProgramCheck = z
  .object({
    ok: z.boolean(),
    errcode: z
      .int()
      .nullable()
      .meta({ description: "WeChat's return code; null when WeChat accepted, or could not be reached." }),
  })
  .meta({ id: 'MiniProgramCheck' });
