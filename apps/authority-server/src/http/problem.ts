import { z } from 'zod';

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
