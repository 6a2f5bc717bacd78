import { z } from 'zod';

/** AppID that WeChat assigns to an app or a mini program. */
export const WechatAppId = z
  .string()
  .regex(/^wx[0-9a-f]{16}$/, 'must be an AppID of WeChat, such as wx0123456789abcdef');
