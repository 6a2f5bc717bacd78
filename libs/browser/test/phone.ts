import type { AppState, Launcher } from '../src/index.js';

/** What the native side was asked to open. */
export interface Opened {
  readonly userName: unknown;
  readonly path: unknown;
  readonly type: unknown;
}

/** How the phone is. */
export interface PhoneSettings {
  /** Whether WeChat is on it. @default true */
  readonly installed?: boolean;
  /** Whether WeChat takes the launch. @default true */
  readonly sends?: boolean;
  /** The wrapper's native module is not part of the app. @default false */
  readonly lacksModule?: boolean;
  /** The app was started by the answer: it comes before anybody listens, where the wrapper delivers it at all. */
  readonly coldAnswer?: string;
}

/** A phone with the app, a wrapper in it, and WeChat. */
export interface Phone {
  readonly launcher: Launcher;
  readonly appState: AppState;
  readonly opened: readonly Opened[];
  /** The app goes to the background, or comes to the front. */
  setInFront(inFront: boolean): void;
  /** WeChat's SDK calls the wrapper's native code with the mini program's answer. */
  deliver(extMsg: string): void;
  /** WeChat's SDK reports what became of a share that the same app made. Absent where the platform reports none. */
  readonly answerShare?: (errCode: number) => void;
  /** WeChat's SDK reports a failure of the launch. */
  fail(errCode: number): void;
  /** Makes what the app's own code finds. Absent where the launcher has no guide. */
  readonly createSurroundings?: () => Surroundings;
}

/** What an app with the wrapper imports, and what is global in it. */
export interface Surroundings {
  readonly imports?: Readonly<Record<string, object>>;
  readonly globals?: Readonly<Record<string, unknown>>;
}

/** Makes a phone with one kind of wrapper. */
export interface PhoneMaker {
  /** The wrapper, and the platform where it differs. */
  readonly name: string;
  /** A launch that WeChat does not take is told by nobody; the login's timeout ends it. */
  readonly swallowsSendFailure?: true;
  /** A missing WeChat is a launch that fails like any other. */
  readonly hidesMissingWechat?: true;
  /** A cold start's answer is lost in the wrapper. */
  readonly losesColdAnswer?: true;
  /** No answer is ever heard: only the authority knows. */
  readonly hearsNothing?: true;
  /** There is no native module that could be missing. */
  readonly isWhole?: true;
  create(settings: PhoneSettings): Phone;
}
