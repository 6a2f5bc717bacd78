/** What is used of Lighthouse. */
interface Lighthouse {
  readonly lighthouse: (
    url: string,
    flags: object,
    config?: object,
  ) => Promise<{ readonly lhr: LighthouseResult } | undefined>;
  readonly desktopConfig: object;
}

interface LighthouseResult {
  readonly runtimeError?: { readonly message: string };
  readonly audits: Readonly<
    Record<
      string,
      { readonly numericValue?: number; readonly score: number | null; readonly scoreDisplayMode: string }
    >
  >;
  readonly categories: Readonly<
    Record<string, { readonly score: number | null; readonly auditRefs: readonly { readonly id: string }[] }>
  >;
}

// From its own folder, where `nx install-lighthouse page-speed` puts it.
const { lighthouse, desktopConfig } = (await import(
  new URL('../lighthouse/index.mjs', import.meta.url).href
)) as Lighthouse;

/** A page to measure. */
export interface MeasuredPage {
  readonly name: string;
  readonly url: string;
  /** Devices on which the figures must not fall below the floor. */
  readonly heldOn: readonly Device[];
  /** Sent with every request, to be signed in. */
  readonly cookie?: string;
}

/** Device that Lighthouse simulates: a cheap phone on a slow line, or a computer. */
export type Device = 'mobile' | 'desktop';

/** Figures of Lighthouse for a page, scores out of 100, times in milliseconds. */
export interface Measurement {
  readonly page: string;
  readonly device: Device;
  readonly performance: number;
  readonly accessibility: number;
  readonly firstContentfulPaint: number;
  readonly largestContentfulPaint: number;
  readonly totalBlockingTime: number;
  /** Without a unit. */
  readonly cumulativeLayoutShift: number;
  /** What accessibility lost points for. */
  readonly complaints: readonly string[];
}

/**
 * Measures a page as Lighthouse does by default: simulated throttling, an empty cache.
 *
 * @param port where the browser listens for debuggers
 * @throws {Error} when Lighthouse could not load the page
 */
export async function measurePage(page: MeasuredPage, device: Device, port: number): Promise<Measurement> {
  const flags = {
    port,
    logLevel: 'error' as const,
    onlyCategories: ['performance', 'accessibility'],
    ...(page.cookie !== undefined && { extraHeaders: { cookie: page.cookie } }),
  };
  const result = await lighthouse(page.url, flags, device === 'desktop' ? desktopConfig : undefined);
  if (!result || result.lhr.runtimeError) {
    throw new Error(`Lighthouse could not load ${page.url}: ${result?.lhr.runtimeError?.message ?? ''}`);
  }
  const { audits, categories } = result.lhr;
  const value = (audit: string) => audits[audit]?.numericValue ?? NaN;
  const score = (category: string) => Math.round(100 * (categories[category]?.score ?? 0));
  const isComplaint = (id: string) => audits[id]?.scoreDisplayMode === 'binary' && audits[id].score === 0;
  return {
    page: page.name,
    device,
    performance: score('performance'),
    accessibility: score('accessibility'),
    firstContentfulPaint: value('first-contentful-paint'),
    largestContentfulPaint: value('largest-contentful-paint'),
    totalBlockingTime: value('total-blocking-time'),
    cumulativeLayoutShift: value('cumulative-layout-shift'),
    complaints: (categories.accessibility?.auditRefs ?? []).map(({ id }) => id).filter(isComplaint),
  };
}
