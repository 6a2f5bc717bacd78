import { z } from 'zod';
import { Name } from '../config/readable-text.js';

/** Longest `metadata`, in characters. */
const METADATA_MAX = 4096;

const Metadata = z
  .string()
  .max(METADATA_MAX)
  .transform((text, context) => {
    try {
      // Written anew, so that half of a surrogate pair becomes an escape, which every database keeps.
      return JSON.stringify(JSON.parse(text));
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON, as text' });
      return z.NEVER;
    }
  })
  .meta({ description: 'JSON as text, for the pool’s own use: each login answers with it.' });

/** `PATCH /oauth/users/:userId` */
export const UserChanges = z
  .strictObject({
    nickname: Name.optional().meta({
      description: 'A nickname that the user gives at a later login replaces it.',
    }),
    metadata: Metadata.optional(),
  })
  .refine((changes) => Object.keys(changes).length > 0, 'must change something')
  .meta({ id: 'UserChanges' });
