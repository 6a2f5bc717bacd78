import { z } from 'zod';

/** 24 hex characters. */
export const ObjectId = z.string().regex(/^[0-9a-f]{24}$/, 'must be 24 hex characters');
/** ISO 8601 with milliseconds. */
export const Instant = z.iso.datetime();

/** How long a page of a list may be. */
export const PageLimit = z.coerce.number().int().min(1).max(200).default(50);
/** What the answer before called `nextCursor`. */
export const Cursor = z
  .string()
  .max(512)
  .regex(/^[A-Za-z0-9_-]+$/, 'must be the nextCursor of the answer before');
/** Where the next page begins; `null` on the last one. */
export const NextCursor = z.string().nullable();

/** What a secret made here is shown in, this once. */
export const OperatorView = z
  .object({ id: ObjectId, name: z.string(), role: z.enum(['admin', 'reader']), createdAt: Instant })
  .meta({ id: 'Operator' });
export const OperatorList = z.object({ items: z.array(OperatorView) }).meta({ id: 'OperatorList' });
export const SignIn = z.strictObject({ token: z.string().min(1).max(512) }).meta({ id: 'SignIn' });
export const NewOperator = z
  .strictObject({ name: z.string().trim().min(1).max(64), role: z.enum(['admin', 'reader']) })
  .meta({ id: 'NewOperator' });
export const CreatedOperator = z
  .object({
    operator: OperatorView,
    token: z.string().meta({ description: 'Shown this once.' }),
  })
  .meta({ id: 'CreatedOperator' });

export const RotatedSigningKey = z
  .object({ kid: z.string(), signsFrom: Instant.meta({ description: 'Until then it is only published.' }) })
  .meta({ id: 'RotatedSigningKey' });

/** Every failure: RFC 9457 problem details. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    code: z.int(),
    error: z.string().meta({ description: 'What to branch on.' }),
    message: z.string().meta({ description: 'For people, in the language of Accept-Language.' }),
  })
  .meta({ id: 'Problem' });
