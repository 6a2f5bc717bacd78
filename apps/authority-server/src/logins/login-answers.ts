import type { PoolInfo, User } from '@app2wxapp/core';
import { z } from 'zod';

// Schemas of the responses of logins, for their OpenAPI document. Requests are validated by `login-schemas.ts`.

/** Data of a pool for the consent page. */
export const PoolInfoAnswer: z.ZodType<PoolInfo> = z
  .object({
    name: z.string(),
    logo: z.string().meta({ description: 'URL; empty when the pool has none.' }),
    requirePhone: z.boolean().meta({ description: 'Whether a login without a phone number is rejected.' }),
    askProfile: z.boolean().meta({ description: 'Whether to ask for a nickname and a picture.' }),
  })
  .meta({ id: 'PoolInfo' });

/** Response with a ticket. */
export const IssuedTicketAnswer = z
  .object({
    ticket: z.string().meta({ description: 'Login ticket, valid once. A credential: never log it.' }),
    expiresIn: z.int().meta({ description: 'Lifetime of the ticket in seconds, from now.' }),
    message: z.string().meta({ description: 'Message for the user, in the language of Accept-Language.' }),
    avatarTicket: z.string().optional().meta({
      description: "Credential for uploading the user's picture; only for pools with `askProfile`.",
    }),
  })
  .meta({ id: 'IssuedTicket' });

const USER = z.object({
  emailVerified: z.boolean(),
  username: z.string(),
  nickname: z.string(),
  company: z.string(),
  photo: z.string().meta({ description: 'URL of the picture.' }),
  loginsCount: z.int().meta({ description: 'Number of logins of the account, this one included.' }),
  registerMethod: z.string(),
  blocked: z.boolean(),
  isDeleted: z.boolean(),
  oauth: z.string().meta({ description: 'What WeChat returned about the user, as a JSON **string**.' }),
  metadata: z.string().meta({ description: "A JSON **string** for the pool's own use." }),
  _id: z.string().meta({ description: 'Id of the account: 24 hex characters.' }),
  unionid: z
    .string()
    .nullable()
    .meta({ description: 'Identifier of the person across all apps of one WeChat Open Platform account.' }),
  openid: z.string().nullable().meta({ description: 'Identifier of the person within one mini program.' }),
  lastIP: z.string(),
  lastLogin: z.iso.datetime(),
  signedUp: z.iso.datetime(),
  token: z.string().meta({ description: 'Session token (JWT). A credential: never log it.' }),
  tokenExpiredAt: z.iso.datetime(),
  phone: z
    .string()
    .nullable()
    .meta({ description: 'Phone number from WeChat; null when the user shared none.' }),
}) satisfies z.ZodType<User>;

/** Response with every key of a {@link User}, in the order of the protocol. */
export const UserAnswer = USER.extend({
  refreshToken: z.string().optional().meta({
    description: 'Refresh token, only for pools with `refreshTtlSeconds`. A credential: never log it.',
  }),
}).meta({ id: 'User' });

/** Response to an upload of a picture; without an id, so that it is inlined in the document. */
export const PhotoAnswer = z.object({ photo: z.url().meta({ description: 'Address of the picture.' }) });
