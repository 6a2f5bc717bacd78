import { parseLaunchQuery, type LaunchParams } from '@app2wxapp/core';

/**
 * Options of how WeChat opened the mini program: what `wx.getEnterOptionsSync()` returns, of which only this is read.
 * @see https://developers.weixin.qq.com/miniprogram/dev/api/base/app/life-cycle/wx.getEnterOptionsSync.html
 */
export interface EnterOptions {
  readonly scene: number;
  readonly referrerInfo?: { readonly appId?: string };
}

/** A launch by an app: what it asks for, and which app it is. */
export interface LaunchContext {
  readonly params: LaunchParams;
  readonly scene: number;
  readonly sourceAppId?: string;
}

/** The kind of an `onLoad`. */
export type Opening =
  | { readonly kind: 'launch'; readonly launch: LaunchContext }
  | { readonly kind: 'explaining' | 'wrong_scene' | 'invalid_launch' };

/** The scene "opened by an app": only such a launch may be logged in, and can be returned from. */
const SCENE_APP = 1069;

/** Returns how the mini program was launched: by an app or otherwise. Throws nothing. */
export function readOpening(query: unknown, enter: EnterOptions): Opening {
  if (enter.scene !== SCENE_APP) return { kind: isLogin(query) ? 'wrong_scene' : 'explaining' };
  try {
    const sourceAppId = enter.referrerInfo?.appId;
    const launch = { params: parseLaunchQuery(query), scene: enter.scene };
    return { kind: 'launch', launch: sourceAppId ? { ...launch, sourceAppId } : launch };
  } catch {
    return { kind: 'invalid_launch' };
  }
}

function isLogin(query: unknown): boolean {
  return typeof query === 'object' && query !== null && ('userPoolId' in query || 'fromApp' in query);
}
