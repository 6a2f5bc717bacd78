/** Source of time in milliseconds since 1970; replaceable, so that five minutes can pass in a test. */
export type Clock = () => number;

/** State of a code. An expired one is `unknown` too. */
export type FoundCode<Owner> =
  | { readonly status: 'unknown' }
  | { readonly status: 'used'; readonly owner: Owner }
  | { readonly status: 'valid'; readonly owner: Owner };

interface Entry<Owner> {
  readonly owner: Owner;
  readonly expiresAt: number;
  used: boolean;
}

/** Codes that are valid for five minutes and once, such as those of `wx.login` and the phone number button. */
export class OneTimeCodes<Owner> {
  static readonly ttlMs = 300_000;
  private readonly entries = new Map<string, Entry<Owner>>();

  constructor(
    private readonly makeCode: () => string,
    private readonly clock: Clock,
  ) {}

  /** Creates a code for `owner`. */
  create(owner: Owner): string {
    this.forgetExpired();
    const code = this.makeCode();
    this.entries.set(code, { owner, expiresAt: this.clock() + OneTimeCodes.ttlMs, used: false });
    return code;
  }

  /** Finds a code without consuming it. */
  find(code: string): FoundCode<Owner> {
    const entry = this.entries.get(code);
    if (entry === undefined || entry.expiresAt <= this.clock()) return { status: 'unknown' };
    return { status: entry.used ? 'used' : 'valid', owner: entry.owner };
  }

  /** Consumes a code. It is remembered as used until it expires. */
  use(code: string): void {
    const entry = this.entries.get(code);
    if (entry !== undefined) entry.used = true;
  }

  // All have the same lifetime, so the oldest are first.
  private forgetExpired(): void {
    for (const [code, entry] of this.entries) {
      if (entry.expiresAt > this.clock()) return;
      this.entries.delete(code);
    }
  }
}
