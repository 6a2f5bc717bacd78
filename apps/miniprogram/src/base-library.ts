/** Facts about this WeChat. */
export interface BaseInfo {
  /** Language of WeChat, such as `zh_CN`. */
  readonly language?: string;
  /** Version of the base library, such as `3.5.8`. */
  readonly SDKVersion?: string;
}

/** Reads the facts by the call that replaced the old one in base library 2.20.1. */
export function readBaseInfo(): BaseInfo {
  return wx.getAppBaseInfo?.() ?? wx.getSystemInfoSync();
}

/** Returns whether a base library is at least another, number by number; `false` for an unknown one. */
export function isAtLeast(version: string | undefined, least: string): boolean {
  const numbers = (text: string) => text.split('.').map(Number);
  const [own, other] = [numbers(version ?? ''), numbers(least)];
  for (const [index, number] of other.entries()) {
    const difference = (own[index] ?? 0) - number;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
