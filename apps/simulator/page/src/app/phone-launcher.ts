import type { AppState, Launcher, LauncherResult } from '@app2wxapp/browser';
import type { LaunchRequest } from '@app2wxapp/core';
import type { Handset } from '../phone/handset.js';

/** The launcher of this phone: what a wrapper of WeChat's SDK is on a real one. */
export class PhoneLauncher implements Launcher {
  private readonly listeners = new Set<(result: LauncherResult) => void>();
  private held: LauncherResult[] = [];

  /** @param sourceAppId under which AppID WeChat knows the app that launches */
  constructor(
    private readonly handset: Handset,
    private readonly sourceAppId: () => string,
  ) {}

  launch(request: LaunchRequest): Promise<void> {
    this.handset.openMiniProgram(request, this.sourceAppId());
    return Promise.resolve();
  }

  onResult(listener: (result: LauncherResult) => void): () => void {
    this.listeners.add(listener);
    for (const result of this.held.splice(0)) listener(result);
    return () => this.listeners.delete(listener);
  }

  /** WeChat opened the app with this message. It is held while nobody listens, as after a cold start. */
  deliver(extMsg: string): void {
    const result = { extMsg };
    if (this.listeners.size === 0) this.held.push(result);
    for (const listener of [...this.listeners]) listener(result);
  }
}

/** Tells when the app is in front and when WeChat is. */
export function createPhoneAppState(handset: Handset): AppState {
  return {
    onChange: (listener) => handset.screen.subscribe(() => listener(handset.screen.get() === 'app')),
  };
}
