/** One request to the authority. */
export interface HttpRequest {
  /** Without a slash in front. */
  readonly path: string;
  /** @default 'post' with `json` or a form, else 'get' */
  readonly method?: 'get' | 'post' | 'patch' | 'delete';
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** How often to send it again when the answer does not come; 0 when it is not safe to. */
  readonly retry?: number;
  /** Whether it must not be sent twice, also where a kept connection turns out to be closed: it gets one of its own. */
  readonly once?: boolean;
  readonly signal?: AbortSignal | undefined;
  /**
   * Largest answer that is read, in bytes.
   * @default 262,144
   */
  readonly maxBytes?: number;
}
