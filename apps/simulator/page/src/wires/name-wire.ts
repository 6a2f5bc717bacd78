import type { Wire } from './wire.js';

/** Purpose of a wire, as the page has words for it. */
export type WireName =
  | 'launch'
  | 'pool'
  | 'issue'
  | 'denial'
  | 'avatar'
  | 'session'
  | 'accessToken'
  | 'phone'
  | 'extMsg'
  | 'login'
  | 'exchange'
  | 'claim'
  | 'me'
  | 'refresh'
  | 'logout'
  | 'other';

const PATHS: readonly (readonly [RegExp, WireName])[] = [
  [/^gh_/, 'launch'],
  [/^extMsg$/, 'extMsg'],
  [/\/oauth\/app2wxapp\/pools\//, 'pool'],
  [/\/oauth\/app2wxapp\/tickets\//, 'issue'],
  [/\/oauth\/app2wxapp\/denials\//, 'denial'],
  [/\/oauth\/app2wxapp\/avatars\//, 'avatar'],
  [/\/oauth\/app2wxapp\/auth\//, 'exchange'],
  [/\/oauth\/app2wxapp\/claim\//, 'claim'],
  [/\/sns\/jscode2session/, 'session'],
  [/\/cgi-bin\/stable_token/, 'accessToken'],
  [/\/wxa\/business\/getuserphonenumber/, 'phone'],
  [/\/auth\/wechat$/, 'login'],
  [/\/me$/, 'me'],
  [/\/auth\/refresh$/, 'refresh'],
  [/\/auth\/logout$|\/oauth\/revoke$/, 'logout'],
];

/** Names the purpose of a request by its method and path. */
export function nameWire({ title }: Pick<Wire, 'title'>): WireName {
  return PATHS.find(([pattern]) => pattern.test(title))?.[1] ?? 'other';
}
