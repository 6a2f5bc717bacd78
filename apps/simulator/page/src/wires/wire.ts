/** Party of a wire. `wechat` is WeChat on the phone with the mini program in it, `weixin` its server. */
export type Party = 'app' | 'wechat' | 'weixin' | 'authority' | 'backend';

/** One message, or a request with its answer. */
export interface Wire {
  readonly id: number;
  readonly from: Party;
  readonly to: Party;
  /** Who really sent it: a thief speaks where the app does. @default the party itself */
  readonly by?: 'app' | 'thief';
  /** What was sent, as it was: `POST /path` for requests, or the name of the hand-over. */
  readonly title: string;
  readonly sent: string;
  /** `undefined` for a message without an answer. */
  readonly status?: number | 'lost' | 'pending' | 'unreadable';
  readonly received?: string;
  /** Milliseconds since the page was opened. */
  readonly at: number;
  readonly durationMs?: number;
}
