/** Call to WeChat's server, unchanged, credentials included. */
export interface WechatCall {
  /** Time of the request, in milliseconds since 1970. */
  readonly at: number;
  /** Duration in milliseconds. */
  readonly durationMs: number;
  /** HTTP method. */
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Body of the request. */
  readonly sent: string;
  /** Status; `lost` when the connection was closed instead of a response. */
  readonly status: number | 'lost';
  /** Body of the response. */
  readonly received: string;
}

const KEPT = 200;

/** Log of the latest calls, for the page or a test. In memory only. */
export class CallLog {
  private calls: readonly WechatCall[] = [];
  private readonly listeners = new Set<(call: WechatCall) => void>();

  /** Adds a call. */
  add(call: WechatCall): void {
    this.calls = [...this.calls.slice(1 - KEPT), call];
    for (const listener of [...this.listeners]) listener(call);
  }

  /** Lists the latest 200, oldest first. */
  list(): readonly WechatCall[] {
    return this.calls;
  }

  /** Number of listeners. */
  get listenerCount(): number {
    return this.listeners.size;
  }

  /** Calls the listener with every call from now on. Returns a function that stops it. */
  listen(listener: (call: WechatCall) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
