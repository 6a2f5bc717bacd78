import { z } from 'zod';
import { PublicUser } from './public-user.js';

/** This app's own account: what the authority said of the user at the last login, and what the user says here. */
export const Account = z.object({
  ...PublicUser.shape,
  displayName: z.string().nullable().describe('Name that the user chose in this app.'),
});

export type Account = z.output<typeof Account>;

/** `PATCH /me` */
export const AccountChanges = z.object({
  displayName: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .regex(/^\P{Cc}*$/u, 'must be one line, without control characters')
    .nullable(),
});
