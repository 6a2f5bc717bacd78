import type { WechatCall } from '../../../src/wechat/call-log.js';
import type { WireLog } from './wire-log.js';

/** Records the calls to WeChat's server from now on; only that server sees them. */
export function watchServerCalls(log: WireLog): void {
  new EventSource('/__simulator/calls').addEventListener('message', ({ data }: MessageEvent<string>) => {
    const { at, method, url, ...call } = JSON.parse(data) as WechatCall;
    log.addSeen({
      ...call,
      from: 'authority',
      to: 'weixin',
      title: `${method} ${url}`,
      at: at - performance.timeOrigin,
    });
  });
}
