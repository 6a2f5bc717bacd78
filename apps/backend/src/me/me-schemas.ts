import { z } from 'zod';
import { Account } from '../accounts/account.js';

/** All that is kept of the user: by this app, and by the authority. */
export const Export = z.object({ account: Account, authority: z.looseObject({}) });

/** A device on which the user is logged in. */
export const Session = z.object({
  id: z.string(),
  current: z.boolean().describe('Whether this session sent the request.'),
  ip: z.string(),
  createdAt: z.string().describe('ISO 8601.'),
  expiresAt: z.string().describe('ISO 8601.'),
});

/** `GET /me/sessions` */
export const SessionQuery = z.object({ cursor: z.string().max(512).optional() });
export const SessionPage = z.object({ items: z.array(Session), nextCursor: z.string().nullable() });

/** `DELETE /me/sessions/:id` */
export const SessionId = z.string().regex(/^[\w-]{1,64}$/);
