import { z } from 'zod';
import { Account } from '../accounts/account.js';

/** Response to an app's ticket. */
export const Login = z.object({
  user: Account,
  token: z.string().describe('Session token for `Authorization: Bearer <token>` on every later request.'),
  refreshToken: z
    .string()
    .optional()
    .describe('Refresh token for `POST /auth/refresh`, valid once; only if the pool issues them.'),
});

/** Body of `POST /auth/wechat/claim`. */
export const ClaimBody = z.object({
  state: z.string().min(1).max(249),
  codeVerifier: z.string().min(43).max(128),
});

/** Body of `POST /auth/refresh`. */
export const RefreshBody = z.object({ refreshToken: z.string().min(1).max(4096) });

/** Response to a refresh. */
export const RefreshedLogin = z.object({
  token: z.string(),
  expiresIn: z.int().describe('Seconds.'),
  refreshToken: z.string().describe('Next refresh token; the one that was sent is consumed.'),
});

/** Body of `POST /auth/logout`. */
export const LogoutBody = z
  .object({
    everywhere: z.boolean().default(false).describe("Whether to revoke the user's sessions on all devices."),
  })
  .optional();
