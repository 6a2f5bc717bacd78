/** App of a developer, as the address of the page names it. */
export interface OwnApp {
  /** Id of the user pool. */
  readonly pool: string;
  /** Origin of the app's backend. Without it the app exchanges its ticket itself. */
  readonly backend?: string;
  /** AppID of the mobile app. @default that of the demo's app */
  readonly appid?: string;
  /** AppID of the pool's own mini program. @default the authority's */
  readonly miniprogram?: string;
}

/** App of a developer that is on the phone. */
export interface OwnAppOnPhone extends OwnApp {
  /** Name of its pool. */
  readonly name: string;
  /** Original id of its mini program; absent where it is the authority's. */
  readonly userName?: string;
}

/** A parameter of the address. */
export type OwnAppParameter = keyof OwnApp;

const APP_ID = /^wx[0-9a-f]{16}$/;

const RULES: Readonly<Record<OwnAppParameter, (value: string) => boolean>> = {
  pool: (value) => /^[0-9a-f]{24}$/.test(value),
  backend: isOrigin,
  appid: (value) => APP_ID.test(value),
  miniprogram: (value) => APP_ID.test(value),
};

/**
 * Parses the address of the page: `?pool=…&backend=…&appid=…&miniprogram=…`.
 *
 * @returns `undefined` without `pool`; the names of the invalid parameters
 */
export function readOwnApp(
  search: string,
): { readonly app: OwnApp } | { readonly invalid: readonly OwnAppParameter[] } | undefined {
  const query = new URLSearchParams(search);
  if (!query.has('pool')) return undefined;
  const names = (Object.keys(RULES) as OwnAppParameter[]).filter((name) => query.has(name));
  const invalid = names.filter((name) => !RULES[name](query.get(name) ?? ''));
  if (invalid.length > 0) return { invalid };
  const { backend, ...app } = Object.fromEntries(
    names.map((name) => [name, query.get(name)]),
  ) as unknown as OwnApp;
  return { app: backend === undefined ? app : { ...app, backend: new URL(backend).origin } };
}

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, pathname, search, hash } = new URL(value);
  return /^https?:$/.test(protocol) && pathname === '/' && search === '' && hash === '';
}
