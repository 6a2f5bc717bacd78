import { isApp2WxappError } from '@app2wxapp/core';
import { runUntilDeadline } from './deadline.js';
import { TokenMemory } from './token-memory.js';

/** Options of {@link createActiveTokens}. */
export interface ActiveTokensOptions {
  /** Introspects a token at the authority; rejects with `invalid_token` when it is not active. */
  readonly ask: (token: string) => Promise<void>;
  /** Milliseconds for which a response is cached; 0 caches none and shares none. */
  readonly keepMs: number;
  /** Milliseconds for one call. */
  readonly timeoutMs: number;
}

/** Cache of the authority's responses about tokens, kept for seconds. */
export interface ActiveTokens {
  /**
   * Requires a token to be active, by a response whose request began at most `keepMs` before. Calls for one token
   * within `keepMs` of that share one request; a failed request is not cached.
   *
   * @throws {App2WxappError} `invalid_token`, `aborted`, `timeout`, or the error of the request
   */
  require(token: string, userId: string, signal?: AbortSignal): Promise<void>;
  /**
   * Forgets the responses about a user's tokens, or all responses; those of requests in flight are not cached either.
   */
  forget(userId?: string): void;
}

interface Kept {
  readonly userId: string;
  readonly answer: Promise<void>;
  /** Expiry by the monotonic clock, in milliseconds. */
  readonly until: number;
}

/** Creates the cache of one client. */
export function createActiveTokens({ ask, keepMs, timeoutMs }: ActiveTokensOptions): ActiveTokens {
  const kept = new TokenMemory<Kept>();

  function find(token: string, userId: string): Promise<void> {
    if (keepMs === 0) return ask(token);
    const found = kept.find(token);
    if (found && performance.now() < found.until) return found.answer;
    // From the beginning of the request: of a slow one, the authority may have read the session long before it responds.
    const entry = { userId, answer: ask(token), until: performance.now() + keepMs };
    kept.keep(token, entry);
    entry.answer.catch((error: unknown) => {
      if (!isApp2WxappError(error, 'invalid_token')) kept.remove(token, entry);
    });
    return entry.answer;
  }

  return {
    require: (token, userId, signal) => {
      const answer = () => find(token, userId);
      // The request is shared: a caller's signal ends only that caller's wait.
      return signal ? runUntilDeadline(answer, { timeoutMs, caller: signal }) : answer();
    },
    forget: (userId) => kept.forget((entry) => userId === undefined || entry.userId === userId),
  };
}
