import { App2WxappError } from './app2wxapp-error.js';
import { asFields, type Fields } from './fields.js';
import { readQuery } from './query.js';

/** Parameters that the app passes to the mini program at its launch. */
export interface LaunchParams {
  /** Id of the user pool that the user logs in to: 1–249 of `A-Z a-z 0-9 - _` (24 hex characters at Authing). */
  readonly userPoolId: string;
  /** Whether the app asks for the user's phone number. The user may decline. */
  readonly getPhone: boolean;
  /** `true`: the pool's own mini program ("privatised"); `false`: the authority's. */
  readonly useSelfWxapp: boolean;
  /** Bound launch only, together with `codeChallenge`: at least 128 random bits in base64url (22–249 characters). */
  readonly state?: string;
  /** Bound launch only: base64url of the SHA-256 of the code verifier, 43 characters (RFC 7636, S256). */
  readonly codeChallenge?: string;
}

/** Build of the mini program that WeChat opens. @see https://developers.weixin.qq.com/doc/oplatform/Mobile_App/Launching_a_Mini_Program/Launching_a_Mini_Program.html */
export const MINI_PROGRAM_TYPE = { release: 0, test: 1, preview: 2 } as const;
/** One of the values of {@link MINI_PROGRAM_TYPE}. */
export type MiniProgramType = (typeof MINI_PROGRAM_TYPE)[keyof typeof MINI_PROGRAM_TYPE];

/**
 * Authing's hosted login mini program, which does not support bound launches. Your own authority needs your own mini
 * program.
 */
export const HOSTED_MINI_PROGRAM = { userName: 'gh_a781a791e29e', appId: 'wxa0435021fd7a3af2' } as const;

/** Request to WeChat's SDK to open a mini program, for any wrapper. */
export interface LaunchRequest {
  /** Original id of the mini program (`gh_…`), not its AppID. */
  readonly userName: string;
  /** Page and query, as returned by {@link buildLaunchPath}. */
  readonly path: string;
  /** Build of the mini program that WeChat opens. */
  readonly miniProgramType: MiniProgramType;
}

/** Options of {@link createLaunchRequest}. */
export interface LaunchOptions {
  /** Id of the user pool. */
  readonly userPoolId: string;
  /**
   * Original id of the mini program (`gh_…`): your authority's, or the pool's own with `useSelfWxapp`. There is no
   * default; Authing's is `HOSTED_MINI_PROGRAM.userName`.
   */
  readonly userName: string;
  /** Asks for the phone number. @default false */
  readonly getPhone?: boolean | undefined;
  /** Uses the pool's own mini program. @default false */
  readonly useSelfWxapp?: boolean | undefined;
  /** State from `createBinding()`; requires `codeChallenge`. @default unbound */
  readonly state?: string | undefined;
  /** Code challenge from `createBinding()`; requires `state`. @default unbound */
  readonly codeChallenge?: string | undefined;
  /** Release, test or preview build. @default MINI_PROGRAM_TYPE.release */
  readonly miniProgramType?: MiniProgramType | undefined;
}

const PAGE = '/routes/explore?';
const KEYS = ['userPoolId', 'getPhone', 'fromApp', 'useSelfWxapp', 'state', 'codeChallenge'] as const;

/**
 * Creates the request that opens the login mini program. It sends nothing: pass it to a launcher.
 *
 * @throws {App2WxappError} `invalid_launch`
 */
export function createLaunchRequest(options: LaunchOptions): LaunchRequest {
  const { userName, miniProgramType = MINI_PROGRAM_TYPE.release } = asFields(
    options,
  ) as unknown as LaunchOptions;
  if (typeof userName !== 'string' || !/^gh_[A-Za-z0-9]{1,32}$/.test(userName)) {
    throw invalid('userName must begin with gh_');
  }
  if (![0, 1, 2].includes(miniProgramType)) throw invalid('wrong miniProgramType');
  return {
    userName,
    path: buildLaunchPath({ getPhone: false, useSelfWxapp: false, ...options }),
    miniProgramType,
  };
}

/**
 * Builds the path and query that open the mini program.
 *
 * @throws {App2WxappError} `invalid_launch` when a value has another character than `A-Z a-z 0-9 - _` (devices differ
 *   in decoding other characters), is too long, or `state` and `codeChallenge` are not both given
 */
export function buildLaunchPath(params: LaunchParams): string {
  const { userPoolId, getPhone, useSelfWxapp, state, codeChallenge } = checkParams(params);
  const phone = getPhone ? '&getPhone=1' : '';
  const binding = state === undefined ? '' : `&state=${state}&codeChallenge=${codeChallenge}`;
  return `${PAGE}userPoolId=${userPoolId}${phone}&fromApp=1&useSelfWxapp=${useSelfWxapp ? 1 : 0}${binding}`;
}

/**
 * Parses a path with its query. Unknown keys are ignored; a missing leading `/` is accepted.
 *
 * @param path built by {@link buildLaunchPath} or by other code
 * @throws {App2WxappError} `invalid_launch`
 */
export function parseLaunchPath(path: unknown): LaunchParams {
  if (typeof path !== 'string' || !/^\/?routes\/explore\?/.test(path)) throw invalid(`no ${PAGE}`);
  return parseValues(readQuery(path.slice(path.indexOf('?') + 1), KEYS, invalid));
}

/**
 * Parses the query that the mini program's page receives in `onLoad`. It does **not** check which app opened the mini
 * program: check the scene and `referrerInfo.appId`.
 *
 * @param query the object that WeChat passes; inherited keys are ignored
 * @throws {App2WxappError} `invalid_launch`
 * @see https://developers.weixin.qq.com/miniprogram/dev/reference/api/Page.html
 */
export function parseLaunchQuery(query: unknown): LaunchParams {
  const own: Fields = { ...asFields(query) };
  return parseValues(KEYS.map((key) => own[key]));
}

function parseValues(values: readonly unknown[]): LaunchParams {
  const [userPoolId, getPhone, fromApp, useSelfWxapp, state, codeChallenge] = values;
  if (fromApp !== '1') throw invalid('no fromApp=1');
  if (!['0', '1', undefined].includes(useSelfWxapp as string)) throw invalid('wrong useSelfWxapp');
  const params = { userPoolId, getPhone: getPhone === '1', useSelfWxapp: useSelfWxapp === '1' };
  const bound = state !== undefined || codeChallenge !== undefined;
  // An assignment: spreading took longer than the rest of the function.
  return checkParams(bound ? Object.assign(params, { state, codeChallenge }) : params);
}

// Builder and parser share this check, so that each accepts exactly what the other does.
function checkParams(params: { readonly [key in keyof LaunchParams]: unknown }): LaunchParams {
  const { userPoolId, state, codeChallenge } = asFields(params);
  checkValue('userPoolId', userPoolId, 1);
  if (state !== undefined || codeChallenge !== undefined) {
    checkValue('state', state, 22);
    checkValue('codeChallenge', codeChallenge, 43, 43);
  }
  return params as LaunchParams;
}

function checkValue(key: string, value: unknown, min: number, max = 249): void {
  if (typeof value !== 'string' || value.length < min || value.length > max || !/^[\w-]+$/.test(value)) {
    throw invalid(`${key} must be ${min} to ${max} of A-Z a-z 0-9 - _`);
  }
}

function invalid(what: string): App2WxappError {
  return new App2WxappError('invalid_launch', `Not a launch: ${what}.`);
}
