/** A request to the authority. */
export interface AuthorityRequest {
  /** HTTP method. */
  readonly method: 'GET' | 'POST';
  /** Absolute URL, without secrets. */
  readonly url: string;
  /** Headers of the request. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text, on `POST` only. */
  readonly body?: string;
  /** Milliseconds until the request must be aborted. */
  readonly timeoutMs: number;
}

/** Request that uploads a picture to the authority. */
export interface AvatarUpload extends Pick<AuthorityRequest, 'url' | 'headers' | 'timeoutMs'> {
  /** Path of the temporary file, as WeChat returned it. */
  readonly avatar: string;
}

/** Response of the authority, of any status. */
export interface AuthorityAnswer {
  /** HTTP status. */
  readonly status: number;
  /** Body as it was received, not parsed. */
  readonly body: string;
}

/**
 * Dependencies of the flow: WeChat in a mini program, a substitute elsewhere. Promises may reject with any value,
 * which the flow ignores.
 */
export interface ConsentPort {
  /**
   * Returns a fresh login code of `wx.login`, empty when WeChat returns none. Must settle, and reject when `wx.login`
   * fails or calls back too late, as on a phone without a network.
   * @see https://developers.weixin.qq.com/miniprogram/dev/api/open-api/login/wx.login.html
   */
  login(): Promise<string>;
  /**
   * Sends a request. Resolves with every response, whatever its status; rejects without one. It **must settle within
   * `timeoutMs`** and abort the request by then: the flow has no timer of its own for it.
   */
  request(request: AuthorityRequest): Promise<AuthorityAnswer>;
  /**
   * Scales the picture down (264 pixels a side are enough) and sends its bytes as the body of a `POST`. Settles as
   * `request` does; it also rejects when the file cannot be read. **Absent** where no picture can be chosen: then the
   * page does not ask for one.
   */
  uploadAvatar?(upload: AvatarUpload): Promise<AuthorityAnswer>;
  /**
   * Notifies the listener when the network is lost (`false`) and restored (`true`). Returns a function that stops it.
   */
  onNetworkChange(listener: (online: boolean) => void): () => void;
  /** Returns the current time in milliseconds since 1970. */
  now(): number;
  /** Calls `wake` once, after `ms` milliseconds or later. Returns a function that cancels it. */
  startTimer(ms: number, wake: () => void): () => void;
}
