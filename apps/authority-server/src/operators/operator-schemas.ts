import { z } from 'zod';
import { Name } from '../config/readable-text.js';
import { Instant, ObjectId } from '../paging/page-schemas.js';

/** What a secret made here is shown in, this once. */
export const OperatorView = z
  .object({ id: ObjectId, name: z.string(), role: z.enum(['admin', 'reader']), createdAt: Instant })
  .meta({ id: 'Operator' });
export const OperatorList = z.object({ items: z.array(OperatorView) }).meta({ id: 'OperatorList' });
export const SignIn = z.strictObject({ token: z.string().min(1).max(512) }).meta({ id: 'SignIn' });
export const NewOperator = z
  .strictObject({ name: Name, role: z.enum(['admin', 'reader']) })
  .meta({ id: 'NewOperator' });
export const CreatedOperator = z
  .object({
    operator: OperatorView,
    token: z.string().meta({ description: 'Shown once.' }),
  })
  .meta({ id: 'CreatedOperator' });
