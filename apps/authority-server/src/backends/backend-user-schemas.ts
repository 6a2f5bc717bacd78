import { z } from 'zod';
import { Name } from '../config/readable-text.js';

/** Longest `metadata`, in characters. */
const METADATA_MAX = 4096;

const Metadata = z
  .string()
  .max(METADATA_MAX)
  .transform((text, context) => {
    try {
      JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON, as text' });
      return z.NEVER;
    }
    // The text itself, since a number may have more digits than JavaScript keeps. Half of a surrogate pair, which no
    // database stores, becomes an escape.
    return text.replace(/\p{Surrogate}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
  })
  .meta({ description: 'JSON as text, for the pool’s own use. Each login returns it.' });

/** Body of `PATCH /oauth/users/:userId`. */
export const UserChanges = z
  .strictObject({
    nickname: Name.optional().meta({
      description: 'A nickname that the user gives at a later login replaces it.',
    }),
    metadata: Metadata.optional(),
  })
  .refine((changes) => Object.keys(changes).length > 0, 'must change something')
  .meta({ id: 'UserChanges' });
