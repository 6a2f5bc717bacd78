import { z } from 'zod';
import { PublicUser } from './public-user.js';

/** Account of this app: the user as the authority returned it at the last login, and the user's own changes. */
export const Account = z.object({
  ...PublicUser.shape,
  displayName: z.string().nullable().describe('Name that the user chose in this app.'),
});

/** Account of a user in this app. */
export type Account = z.output<typeof Account>;

/** Body of `PATCH /me`. */
export const AccountChanges = z.object({
  displayName: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .regex(/^\P{Cc}*$/u, 'must be one line, without control characters')
    .nullable(),
});
