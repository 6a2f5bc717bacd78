/** Party of a message. `wechat` is WeChat on the phone with the mini program in it, `weixin` its server. */
export type Party = 'app' | 'wechat' | 'weixin' | 'authority' | 'backend';

/** Message, or a request with its response. */
export interface Wire {
  readonly id: number;
  readonly from: Party;
  readonly to: Party;
  /** Real sender: a thief sends in place of the app. @default the party itself */
  readonly by?: 'app' | 'thief';
  /** Title of the message: `POST /path` for requests, or the name of what is passed on. */
  readonly title: string;
  readonly sent: string;
  /** Status of the response; `undefined` for a message without one. */
  readonly status?: number | 'lost' | 'pending' | 'unreadable';
  readonly received?: string;
  /** Time of the message, in milliseconds since the page was opened. */
  readonly at: number;
  readonly durationMs?: number;
}
