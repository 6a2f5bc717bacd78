import { z } from 'zod';
import { Account } from '../accounts/account.js';

/** All stored data of the user: of this app, and of the authority. */
export const Export = z.object({ account: Account, authority: z.looseObject({}) });

/** Device on which the user is logged in. */
export const Session = z.object({
  id: z.string(),
  current: z.boolean().describe('Whether this session sent the request.'),
  ip: z.string(),
  createdAt: z.string().describe('ISO 8601.'),
  expiresAt: z.string().describe('ISO 8601.'),
});

/** Query of `GET /me/sessions`. */
export const SessionQuery = z.object({ cursor: z.string().max(512).optional() });
/** Page of the user's sessions. */
export const SessionPage = z.object({ items: z.array(Session), nextCursor: z.string().nullable() });

/** Session id of `DELETE /me/sessions/:id`. */
export const SessionId = z.string().regex(/^[\w-]{1,64}$/);
