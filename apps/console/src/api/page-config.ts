/** Configuration that the authority writes into its page. */
interface PageConfig {
  /** Time limit of a request at the authority, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Origin by which backends and apps name the authority: the issuer of tokens. */
  readonly publicUrl?: string;
  /** Origin of the simulator; absent where the settings name none. */
  readonly simulatorUrl?: string;
  readonly backendUrl?: string;
  readonly docsUrl?: string;
}

/** Configuration on the development server, which writes none: the authority's own defaults. */
const DEFAULTS: PageConfig = { requestTimeoutMs: 8000 };

/** Reads the configuration of this page. */
export function readPageConfig(): PageConfig {
  const text = document.querySelector<HTMLMetaElement>('meta[name="console-config"]')?.content ?? '';
  return text.startsWith('{') ? (JSON.parse(text) as PageConfig) : DEFAULTS;
}
