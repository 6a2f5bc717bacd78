/**
 * Milliseconds for which a tap on a button waits for WeChat's review of a nickname, which begins when its field loses
 * the focus.
 */
const REVIEW_MS = 3_000;

/** Keeps the text of the nickname field, and returns only names that WeChat has reviewed. */
export class NicknameReview {
  private value = '';
  private seen = '';
  /** Names under review, in the order of their blur events. */
  private readonly pending: string[] = [];
  private finish: (() => void) | undefined;

  /** Creates the review. @param reviews whether this WeChat reports its reviews: base library 2.29.1 */
  constructor(private readonly reviews: boolean) {}

  /** Text that the field shows. */
  get text(): string {
    return this.value;
  }

  /** Records that the user typed, chose or cleared a name. */
  type(value: string): void {
    this.value = value;
  }

  /** Records that the field lost the focus, and WeChat began to review its name. */
  leave(value: string): void {
    this.value = value;
    const newest = this.pending[this.pending.length - 1] ?? this.seen;
    if (value !== '' && value !== newest) this.pending.push(value);
  }

  /**
   * Records a review of WeChat: of the name at the blur, which may have been replaced meanwhile. WeChat empties the
   * field of a rejected name.
   */
  take(passed: boolean): void {
    const name = this.pending.shift();
    if (!passed) this.value = '';
    else if (name !== undefined) this.seen = name;
    if (!passed || this.value === this.seen) this.finish?.();
  }

  /**
   * Returns the name once WeChat has accepted it: at once, or within three seconds while the review runs. Without a
   * result by then, it returns no name. The login does not depend on it.
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
