import type { EnterOptions } from '@app2wxapp/consent';

/**
 * Reads how the mini program was opened. The documents of `getEnterOptionsSync` do not list the app's AppID for scene
 * 1069; those of `getLaunchOptionsSync` do, but it describes the cold start only. So its AppID is used where the
 * first call returns none and both describe the same bound launch, by its `state`: otherwise it could be another
 * app's.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/api/base/app/life-cycle/wx.getLaunchOptionsSync.html
 */
export function readEnterOptions(): EnterOptions {
  const enter = wx.getEnterOptionsSync();
  if (enter.referrerInfo?.appId) return enter;
  const launch = wx.getLaunchOptionsSync();
  const state = readState(enter.query);
  return state !== undefined && state === readState(launch.query) && launch.scene === enter.scene
    ? launch
    : enter;
}

function readState(query: unknown): string | undefined {
  const { state } = Object(query) as { readonly state?: unknown };
  return typeof state === 'string' && state !== '' ? state : undefined;
}
