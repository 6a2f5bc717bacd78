import { z } from 'zod';

/** Schema of every failure: RFC 9457 problem details. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    code: z.int(),
    error: z.string().meta({ description: 'Name of the failure, for programs to branch on.' }),
    message: z.string().meta({ description: 'Message for users, in the language of Accept-Language.' }),
  })
  .meta({ id: 'Problem' });
