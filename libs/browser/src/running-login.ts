import type { App2WxappError } from '@app2wxapp/core';
import type { Stop } from './stoppable.js';

/** Key under which {@link phone} has the way to end the login that runs. */
export const RUNNING = Symbol.for('app2wxapp.running');

/** Holds the login that runs: one for the phone, however many copies of this package an app has loaded. */
export const phone = () => globalThis as { [RUNNING]?: Stop | undefined };

/** Ends the login that runs, of whatever session. */
export function endRunningLogin(error: App2WxappError): void {
  phone()[RUNNING]?.(error);
}
