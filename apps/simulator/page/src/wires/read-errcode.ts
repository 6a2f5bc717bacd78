import type { Wire } from './wire.js';

/**
 * Finds WeChat's refusal in a response, since its server always sends status 200.
 *
 * @returns `undefined` when the response is not a refusal by WeChat's server
 */
export function readErrcode({ to, received }: Pick<Wire, 'to' | 'received'>): number | undefined {
  if (to !== 'weixin' || received === undefined) return undefined;
  try {
    const { errcode } = JSON.parse(received) as { errcode?: unknown };
    return typeof errcode === 'number' && errcode !== 0 ? errcode : undefined;
  } catch {
    return undefined;
  }
}
