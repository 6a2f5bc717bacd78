/** What the authority writes into the page that it serves. */
interface PageConfig {
  /** How long the authority works on a request at most, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Origins and an address of what belongs to it; absent where its settings name none. */
  readonly simulatorUrl?: string;
  readonly backendUrl?: string;
  readonly docsUrl?: string;
}

/** Of the development server, which writes nothing: the authority's own defaults. */
const DEFAULTS: PageConfig = { requestTimeoutMs: 8000 };

/** Reads what the authority wrote into this page. */
export function readPageConfig(): PageConfig {
  const text = document.querySelector<HTMLMetaElement>('meta[name="console-config"]')?.content ?? '';
  return text.startsWith('{') ? (JSON.parse(text) as PageConfig) : DEFAULTS;
}
