import { parseLoginCode, parsePhoneCode, parseTicket } from '@app2wxapp/core';
import { z } from 'zod';
import { Name } from '../config/readable-text.js';
import { PoolSecret } from '../pools/pool-secret.js';

/** Creates the schema of a string that a `parse…` function of the protocol accepts. */
function parsedBy<T>(parse: (value: unknown) => T) {
  return z.string().transform((value, context) => {
    try {
      return parse(value);
    } catch {
      context.addIssue({ code: 'custom', message: 'must be 1–2048 visible ASCII characters' });
      return z.NEVER;
    }
  });
}

const Flag = z
  .union([z.boolean(), z.literal([0, 1, '0', '1'])])
  .default(false)
  .transform((value) => value === true || value === 1 || value === '1');

/** Schema of a bound launch's `state`. */
const State = z.string().regex(/^[A-Za-z0-9_-]{22,249}$/, 'must be 22–249 characters of base64url');
const CodeChallenge = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be 43 characters of base64url');
/** Schema of a code verifier: RFC 7636 §4.1. */
const CodeVerifier = z
  .string()
  .regex(/^[A-Za-z0-9._~-]{43,128}$/, 'must be 43–128 unreserved characters (RFC 7636)');
/** Body of `POST /oauth/app2wxapp/tickets/:userPoolId`. */
export const IssueBody = z
  .object({
    loginCode: parsedBy(parseLoginCode).meta({ description: 'Login code from `wx.login`. Valid once.' }),
    phoneCode: parsedBy(parsePhoneCode)
      .optional()
      .meta({ description: 'Phone code from the phone number button. Valid once.' }),
    useSelfWxapp: Flag.meta({ description: "Whether the mini program is the pool's own." }),
    scene: z
      .literal(1069)
      .meta({ description: 'Scene of a launch by an app; a forged share card has another scene.' }),
    sourceAppId: z
      .string()
      .min(1)
      .max(128)
      .optional()
      .meta({ description: 'AppID of the app that launched the mini program, as WeChat reports it.' }),
    state: State.optional().meta({ description: 'State of a bound launch.' }),
    codeChallenge: CodeChallenge.optional().meta({
      description: 'Code challenge of a bound launch: S256 of its code verifier (RFC 7636).',
    }),
    profile: z
      .object({ nickname: Name.optional() })
      .optional()
      .meta({ description: 'Nickname that the user entered, for pools with `askProfile`.' }),
  })
  .refine(({ state, codeChallenge }) => (state === undefined) === (codeChallenge === undefined), {
    path: ['codeChallenge'],
    message: 'and state belong together: send both or none',
  });

/** Body of `POST /oauth/app2wxapp/auth/:userPoolId`. */
export const ExchangeBody = z.object({
  ticket: parsedBy(parseTicket).optional(),
  tickett: parsedBy(parseTicket)
    .optional()
    .meta({ description: 'Spelling of `ticket` in older documentation.' }),
  secret: PoolSecret.optional().meta({ description: 'Pool secret. Omitted only in direct mode.' }),
  codeVerifier: CodeVerifier.optional().meta({ description: 'Code verifier of a bound launch (RFC 7636).' }),
});

/** Query of the exchange: older samples send the ticket there as well. */
export const ExchangeQuery = z.object({
  ticket: parsedBy(parseTicket)
    .optional()
    .meta({ description: 'Accepted from older samples; send it in the body.' }),
});

/** Body of `POST /oauth/app2wxapp/claim/:userPoolId`. */
export const ClaimBody = z.object({
  state: State,
  codeVerifier: CodeVerifier,
  secret: PoolSecret.optional().meta({ description: 'Pool secret. Omitted only in direct mode.' }),
});

/** Body of `POST /oauth/app2wxapp/denials/:userPoolId`. */
export const DenialBody = z.object({ state: State });

/** Value of the `Idempotency-Key` header. */
export const IdempotencyKey = z
  .string()
  .regex(/^[!-~]{1,255}$/, 'must be 1–255 visible ASCII characters')
  .optional();
