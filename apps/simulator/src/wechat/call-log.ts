/** One call to WeChat's server as it went over the wire, credentials included. */
export interface WechatCall {
  /** Milliseconds since 1970: when the request was there. */
  readonly at: number;
  readonly durationMs: number;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly sent: string;
  /** `lost` when the connection was closed instead of an answer. */
  readonly status: number | 'lost';
  readonly received: string;
}

const KEPT = 200;

/** The latest calls, for the page or a test. Kept in memory only. */
export class CallLog {
  private calls: readonly WechatCall[] = [];
  private readonly listeners = new Set<(call: WechatCall) => void>();

  add(call: WechatCall): void {
    this.calls = [...this.calls.slice(1 - KEPT), call];
    for (const listener of [...this.listeners]) listener(call);
  }

  /** The latest 200, oldest first. */
  list(): readonly WechatCall[] {
    return this.calls;
  }

  /** How many listen. */
  get listenerCount(): number {
    return this.listeners.size;
  }

  /** Calls the listener with every call from now on. Returns the way to stop. */
  listen(listener: (call: WechatCall) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
