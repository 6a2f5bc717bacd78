/** A request to the authority. */
export interface AuthorityRequest {
  readonly method: 'GET' | 'POST';
  /** Absolute. Holds nothing secret. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text, on `POST` only. */
  readonly body?: string;
  /** Milliseconds until the request is to be given up. */
  readonly timeoutMs: number;
}

/** A picture for the authority. */
export interface AvatarUpload extends Pick<AuthorityRequest, 'url' | 'headers' | 'timeoutMs'> {
  /** As WeChat named it: the path of a temporary file. */
  readonly avatar: string;
}

/** The authority's answer, of any status. */
export interface AuthorityAnswer {
  readonly status: number;
  /** The body as it came, not parsed. */
  readonly body: string;
}

/**
 * Dependencies of the flow: WeChat in a mini program, a substitute elsewhere. Promises may reject with any value,
 * which the flow ignores.
 */
export interface ConsentPort {
  /**
   * A fresh login code, as `wx.login` gives it. Must settle, rejecting when WeChat gives none.
   * @see https://developers.weixin.qq.com/miniprogram/dev/api/open-api/login/wx.login.html
   */
  login(): Promise<string>;
  /**
   * Sends a request. Resolves with every answer, whatever its status; rejects when none came. It **must settle
   * within `timeoutMs`** and give the request up by then: the flow has no second clock on it.
   */
  request(request: AuthorityRequest): Promise<AuthorityAnswer>;
  /**
   * Makes the picture small (264 pixels a side are enough) and sends its bytes as the body of a `POST`. Settles as
   * `request` does; it also rejects when the file cannot be read. **Absent** where no picture can be chosen: then the
   * page does not ask for one.
   */
  uploadAvatar?(upload: AvatarUpload): Promise<AuthorityAnswer>;
  /** Notifies the listener when the network goes (`false`) and comes back (`true`). Returns the way to stop. */
  onNetworkChange(listener: (online: boolean) => void): () => void;
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `wake` once, `ms` milliseconds from now or later. Returns the way to cancel. */
  startTimer(ms: number, wake: () => void): () => void;
}
