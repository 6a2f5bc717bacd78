import type { App2WxappError } from '@app2wxapp/core';
import type { Stop } from './stoppable.js';

/** Key under which {@link phone} stores the function that ends the running login. */
export const RUNNING = Symbol.for('app2wxapp.running');

/** Holds the running login: one for the phone, however many copies of this package an app has loaded. */
export const phone = () => globalThis as { [RUNNING]?: Stop | undefined };

/** Ends the running login, of any session. */
export function endRunningLogin(error: App2WxappError): void {
  phone()[RUNNING]?.(error);
}
