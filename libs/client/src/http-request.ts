/** One request to the authority. */
export interface HttpRequest {
  /** Path below the origin, without a leading slash. */
  readonly path: string;
  /** HTTP method. @default 'post' with `json` or a form, else 'get' */
  readonly method?: 'get' | 'post' | 'patch' | 'delete';
  /** Body, sent as JSON. */
  readonly json?: unknown;
  /** Body, sent as a form. */
  readonly form?: Readonly<Record<string, string>>;
  /** Headers of the request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Number of retries when no response arrives; 0 for a request that is not safe to repeat. @default 0 */
  readonly retry?: number;
  /**
   * Whether the request must not be sent twice, even where a kept-alive connection turns out to be closed: it gets
   * its own connection.
   */
  readonly once?: boolean;
  /** Signal that aborts the request. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Largest response that is accepted, in bytes.
   * @default 262,144
   */
  readonly maxBytes?: number;
}
