import type { LaunchRequest } from '@app2wxapp/core';
import type { AppState } from '../app-state.port.js';
import type { Launcher } from '../launcher.port.js';
import { askAvailability, askWrapper } from './ask-availability.js';
import { createLaunchFailure, createMissingWrapperError, createNotInstalledError } from './launch-error.js';
import { createResultChannel } from './result-channel.js';

/** A service of `plus.share`. */
export interface UniShareService {
  /** Name of the service: `weixin` for WeChat. */
  readonly id: string;
  /** Whether WeChat itself is installed. */
  readonly nativeClient?: boolean;
  /** Opens a mini program; returns nothing. */
  launchMiniProgram?(options: { readonly id: string; readonly path: string; readonly type: number }): void;
}

/** Global `plus` of a uni-app that runs as an app, as far as it is used. */
export interface UniPlus {
  /** Services for sharing, among them WeChat. */
  readonly share: {
    getServices(
      onSuccess: (services: readonly UniShareService[]) => void,
      onError: (e: unknown) => void,
    ): void;
  };
  /** Arguments with which the app was started or resumed. */
  readonly runtime: { readonly arguments?: string | null };
  /** Events of the app. */
  readonly globalEvent: UniEvents;
}

/** `plus.globalEvent`, as far as it is used. */
export interface UniEvents {
  /** Listens to an event. */
  addEventListener(event: 'newintent' | 'pause' | 'resume', listener: () => void): void;
  /** Stops listening. */
  removeEventListener(event: 'pause' | 'resume', listener: () => void): void;
}

/** Global `uni`, as far as it is used. With Vue 2 it has none of these. */
export interface UniApp {
  /** Listens to the app's return to the foreground. */
  onAppShow?(listener: () => void): void;
  /** Listens to the app's change to the background. */
  onAppHide?(listener: () => void): void;
  /** Stops listening to the foreground. */
  offAppShow?(listener: () => void): void;
  /** Stops listening to the background. */
  offAppHide?(listener: () => void): void;
}

/**
 * Creates the launcher for uni-app. Call it when the app starts, so that it reads the result of a cold start.
 *
 * `launchMiniProgram` returns nothing: the result is in `plus.runtime.arguments`, updated by each `newintent`.
 *
 * @param plus the global `plus`; `undefined` on platforms without it, such as HarmonyOS and a browser
 * @throws {App2WxappError} each launch: `wechat_not_installed`, `launch_failed`
 * @see https://www.html5plus.org/doc/zh_cn/share.html
 */
export function createUniAppLauncher(plus: UniPlus | undefined): Launcher {
  const { onResult, requireSetUp } = createResultChannel((emit) => {
    if (!plus) return createMissingWrapperError('uni-app (the global plus)');
    const read = () => {
      const text = plus.runtime.arguments;
      if (text) emit({ extMsg: text });
    };
    read();
    plus.globalEvent.addEventListener('newintent', read);
    return undefined;
  });
  return {
    isAvailable: () =>
      askAvailability(async () => {
        requireSetUp();
        return canLaunch(await findWeixin(plus));
      }),
    launch: async (request) => {
      requireSetUp();
      const weixin = await findWeixin(plus);
      if (!weixin || !canLaunch(weixin)) throw createNotInstalledError();
      open(weixin, request);
    },
    onResult,
  };
}

function canLaunch(weixin: UniShareService | undefined): boolean {
  return weixin?.launchMiniProgram !== undefined && weixin.nativeClient !== false;
}

async function findWeixin(plus: UniPlus | undefined): Promise<UniShareService | undefined> {
  try {
    const services = await askWrapper(
      () =>
        new Promise<readonly UniShareService[]>((resolve, reject) => {
          plus?.share.getServices(resolve, reject);
        }),
    );
    return services.find(({ id }) => id === 'weixin');
  } catch (cause) {
    throw createLaunchFailure(cause);
  }
}

function open(weixin: UniShareService, { userName: id, path, miniProgramType: type }: LaunchRequest): void {
  try {
    weixin.launchMiniProgram?.({ id, path, type });
  } catch (cause) {
    throw createLaunchFailure(cause);
  }
}

/**
 * Creates the app state of a uni-app: by `uni.onAppShow` where it exists (Vue 3), by `plus.globalEvent` elsewhere
 * (Vue 2).
 *
 * @param uni the global `uni`
 * @param plus the global `plus`; `undefined` on platforms without it
 * @see https://uniapp.dcloud.net.cn/api/getLaunchOptionsSync.html
 * @see https://www.html5plus.org/doc/zh_cn/key.html
 */
export function createUniAppState(uni: UniApp, plus: Pick<UniPlus, 'globalEvent'> | undefined): AppState {
  return {
    onChange: (listener) => {
      const onShow = () => listener(true);
      const onHide = () => listener(false);
      if (uni.onAppShow && uni.onAppHide) {
        uni.onAppShow(onShow);
        uni.onAppHide(onHide);
        return () => {
          uni.offAppShow?.(onShow);
          uni.offAppHide?.(onHide);
        };
      }
      const events = plus?.globalEvent;
      events?.addEventListener('resume', onShow);
      events?.addEventListener('pause', onHide);
      return () => {
        events?.removeEventListener('resume', onShow);
        events?.removeEventListener('pause', onHide);
      };
    },
  };
}
