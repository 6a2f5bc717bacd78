import { z } from 'zod';
import { Name } from '../config/readable-text.js';
import { Instant, ObjectId } from '../paging/page-schemas.js';
import { TOKEN_DAYS } from './create-operator.js';

const TtlDays = z.int().min(1).max(400).default(TOKEN_DAYS).meta({
  description:
    'Lifetime of the token in days. A token for another operator is valid for one sign-in within a week instead.',
});
const ROLE = z.enum(['admin', 'reader']);
const ShownOnce = z.string().meta({ description: 'Shown once.' });

/** Operator as the API returns it. */
export const OperatorView = z
  .object({
    id: ObjectId,
    name: z.string(),
    role: ROLE,
    userPoolIds: z
      .array(ObjectId)
      .nullable()
      .meta({ description: 'The pools that the operator sees; null = all, and what belongs to no pool.' }),
    createdAt: Instant,
  })
  .meta({ id: 'Operator' });
/** Token of an operator, without the token itself. */
export const OperatorToken = z
  .object({ id: ObjectId, createdAt: Instant, expiresAt: Instant })
  .meta({ id: 'OperatorToken' });
/** List of the operators with their tokens. */
export const OperatorList = z
  .object({
    items: z.array(
      z.object({ ...OperatorView.shape, tokens: z.array(OperatorToken) }).meta({ id: 'OperatorWithTokens' }),
    ),
  })
  .meta({ id: 'OperatorList' });

/** Body of a sign-in. */
export const SignIn = z.strictObject({ token: z.string().min(1).max(512) }).meta({ id: 'SignIn' });
/** Response to a sign-in. */
export const SignedIn = z
  .object({
    ...OperatorView.shape,
    token: z.string().optional().meta({
      description: 'Lasting token after a sign-in with a one-time token, shown once.',
    }),
  })
  .meta({ id: 'SignedIn' });
/** Browser session of an operator. */
export const OperatorSession = z
  .object({
    id: z.string(),
    ip: z.string(),
    createdAt: Instant,
    lastUsedAt: Instant.meta({ description: 'Time of the last request, at most a minute behind.' }),
    expiresAt: Instant,
    current: z.boolean().meta({ description: 'Whether this session sent the request.' }),
  })
  .meta({ id: 'OperatorSession' });
/** List of an operator's browser sessions. */
export const OperatorSessionList = z
  .object({ items: z.array(OperatorSession) })
  .meta({ id: 'OperatorSessionList' });

/** Body that creates an operator. */
export const NewOperator = z
  .strictObject({
    name: Name,
    role: ROLE,
    userPoolIds: z
      .array(ObjectId)
      .min(1)
      .max(100)
      .nullable()
      .default(null)
      .meta({ description: 'The pools that the operator sees; null = all.' }),
  })
  .meta({ id: 'NewOperator' });
/** Created operator with its first token. */
export const CreatedOperator = z
  .object({
    operator: OperatorView,
    token: ShownOnce.meta({
      description: 'Token for one sign-in within a week, which returns a lasting token. Shown once.',
    }),
  })
  .meta({ id: 'CreatedOperator' });
/** Body that creates a token. */
export const NewOperatorToken = z.strictObject({ ttlDays: TtlDays }).meta({ id: 'NewOperatorToken' });
/** Created token, returned in clear only this once. */
export const CreatedOperatorToken = z
  .object({ ...OperatorToken.shape, token: ShownOnce })
  .meta({ id: 'CreatedOperatorToken' });
