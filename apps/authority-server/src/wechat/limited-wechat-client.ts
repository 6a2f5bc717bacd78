import type { WechatClient } from '@app2wxapp/authority';
import type { RateLimits } from '../limits/rate-limits.js';

/** Creates a client that counts logins by WeChat user, as soon as WeChat has returned the openid. */
export function limitWechatClient(client: WechatClient, limits: RateLimits): WechatClient {
  return {
    ...client,
    async resolveLoginCode(miniProgram, loginCode) {
      const session = await client.resolveLoginCode(miniProgram, loginCode);
      await limits.consume('openid', `${miniProgram.appId}:${session.openid}`);
      return session;
    },
  };
}
