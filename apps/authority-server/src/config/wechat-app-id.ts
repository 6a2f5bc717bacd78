import { z } from 'zod';

/**
 * AppID that WeChat assigns to an app or a mini program. Today's are `wx` and 16 hex digits; WeChat promises no form, so only
 * the prefix is required, which other ids lack (`gh_…`, the name of a package).
 */
export const WechatAppId = z
  .string()
  .regex(/^wx[A-Za-z0-9_-]{0,62}$/, 'must be an AppID of WeChat, such as wx0123456789abcdef');
