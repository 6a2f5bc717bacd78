import { parseLaunchQuery, type LaunchParams } from '@app2wxapp/core';

/**
 * Result of `wx.getEnterOptionsSync()`, of which only these members are read.
 * @see https://developers.weixin.qq.com/miniprogram/dev/api/base/app/life-cycle/wx.getEnterOptionsSync.html
 */
export interface EnterOptions {
  /** Number of the scene in which WeChat opened the mini program. */
  readonly scene: number;
  /** Source of the launch, with the AppID of the app. */
  readonly referrerInfo?: { readonly appId?: string };
}

/** Launch by an app: its parameters and its source. */
export interface LaunchContext {
  /** Parameters of the launch path. */
  readonly params: LaunchParams;
  /** Number of the scene. */
  readonly scene: number;
  /** AppID of the app that opened the mini program. */
  readonly sourceAppId?: string;
}

/** Kind of a launch, as `onLoad` reports it. */
export type Opening =
  | { readonly kind: 'launch'; readonly launch: LaunchContext }
  | { readonly kind: 'explaining' | 'wrong_scene' | 'invalid_launch' };

/** Scene "opened by an app": only such a launch may log in and return to the app. */
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
