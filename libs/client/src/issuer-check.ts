import { loadJose } from './load-library.js';

/** Longest issuer that a warning quotes, in characters. */
const MAX_QUOTED = 200;

/** Options of {@link createIssuerCheck}. */
export interface IssuerCheckOptions {
  /** Issuer that tokens must name. */
  readonly expected: string;
  /** Receives the warning. */
  readonly onWarning: (message: string) => void;
}

/** Compares the issuer of tokens with the expected one, and warns once when they differ. */
export interface IssuerCheck {
  /** Reads the issuer of a login's token, which comes directly from the authority. */
  readonly readToken: (token: string) => Promise<void>;
  /** Compares the issuer of a token whose signature was verified by the authority's keys. */
  readonly compare: (issuer: unknown) => void;
}

/**
 * Creates the check of one client. An authority that signs as `http://localhost:4000` and is called at
 * `http://127.0.0.1:4000` logs users in, but every token is rejected: the warning names the cause.
 */
export function createIssuerCheck({ expected, onWarning }: IssuerCheckOptions): IssuerCheck {
  let warned = false;

  function compare(issuer: unknown): void {
    if (warned || typeof issuer !== 'string' || issuer === expected) return;
    warned = true;
    onWarning(
      `The authority's tokens name the issuer ${JSON.stringify(issuer.slice(0, MAX_QUOTED))}, and this backend expects ` +
        `"${expected}": it refuses every token as invalid_token. Set "issuer" to what the tokens name, or set the ` +
        "authority's PUBLIC_URL to the address that this backend uses.",
    );
  }

  return {
    compare,
    readToken: async (token) => {
      try {
        const { decodeJwt } = await loadJose();
        compare(decodeJwt(token).iss);
      } catch {
        // A value that is no token is rejected by its verification.
      }
    },
  };
}
