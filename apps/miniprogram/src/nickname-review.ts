/** WeChat looks at a nickname after the field was left; this is how long a tap on a button waits for it. */
const REVIEW_MS = 3_000;

/** Keeps what the user typed into the nickname field, and gives only what WeChat has looked at. */
export class NicknameReview {
  private value = '';
  private seen = '';
  /** What WeChat is still looking at, in the order of the blurs that began it. */
  private readonly pending: string[] = [];
  private finish: (() => void) | undefined;

  /** @param reviews whether this WeChat reports what it found: base library 2.29.1 */
  constructor(private readonly reviews: boolean) {}

  /** What the field shows. */
  get text(): string {
    return this.value;
  }

  /** The user typed, chose or cleared a name. */
  type(value: string): void {
    this.value = value;
  }

  /** The field was left, and WeChat begins to look at its name. */
  leave(value: string): void {
    this.value = value;
    const newest = this.pending[this.pending.length - 1] ?? this.seen;
    if (value !== '' && value !== newest) this.pending.push(value);
  }

  /**
   * WeChat has looked at a name: the one of the blur, which may have been replaced meanwhile. It empties the field of one
   * that may not be shown.
   */
  take(passed: boolean): void {
    const name = this.pending.shift();
    if (!passed) this.value = '';
    else if (name !== undefined) this.seen = name;
    if (!passed || this.value === this.seen) this.finish?.();
  }

  /**
   * Gives the name once WeChat has passed it: at once where it has, within three seconds where it is still looking.
   * Without a verdict by then, the name is left out. The login does not depend on it.
   */
  async settle(): Promise<string> {
    if (!this.reviews || this.value === '' || this.value === this.seen) return this.value;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, REVIEW_MS);
      this.finish = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    return this.value === this.seen ? this.value : '';
  }
}
