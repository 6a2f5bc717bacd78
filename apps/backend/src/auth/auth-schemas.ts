import { z } from 'zod';
import { Account } from '../accounts/account.js';

/** Response to an app's ticket. */
export const Login = z.object({
  user: Account,
  token: z.string().describe('For `Authorization: Bearer <token>` on every later request.'),
  refreshToken: z.string().optional().describe('For `POST /auth/refresh`, once; where the pool gives them.'),
});

/** `POST /auth/wechat/claim` */
export const ClaimBody = z.object({
  state: z.string().min(1).max(249),
  codeVerifier: z.string().min(43).max(128),
});

/** `POST /auth/refresh` */
export const RefreshBody = z.object({ refreshToken: z.string().min(1).max(4096) });

/** Response to a refresh. */
export const RefreshedLogin = z.object({
  token: z.string(),
  expiresIn: z.int().describe('Seconds.'),
  refreshToken: z.string().describe('In place of the one that was sent.'),
});

/** `POST /auth/logout` */
export const LogoutBody = z
  .object({ everywhere: z.boolean().default(false).describe("Ends the user's sessions on all devices.") })
  .optional();
