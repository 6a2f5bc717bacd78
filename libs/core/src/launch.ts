import { App2WxappError } from './app2wxapp-error.js';
import { readQuery } from './query.js';

/** What the app tells the mini program when it opens it. */
export interface LaunchParams {
  /** Id of the user pool that the user logs in to: 1–249 of `A-Z a-z 0-9 - _` (24 hex characters at Authing). */
  readonly userPoolId: string;
  /** Whether the app wants the user's phone number. The user may still refuse. */
  readonly getPhone: boolean;
  /** `true`: the pool's own mini program ("privatised"); `false`: the authority's. */
  readonly useSelfWxapp: boolean;
  /** Bound launch only, together with `codeChallenge`: at least 128 random bits in base64url (22–249 characters). */
  readonly state?: string;
  /** Bound launch only: base64url of the SHA-256 of the code verifier, 43 characters (RFC 7636, S256). */
  readonly codeChallenge?: string;
}

/** Which build of the mini program WeChat opens. @see https://developers.weixin.qq.com/doc/oplatform/Mobile_App/Launching_a_Mini_Program/Launching_a_Mini_Program.html */
export const MINI_PROGRAM_TYPE = { release: 0, test: 1, preview: 2 } as const;
/** One of the values of {@link MINI_PROGRAM_TYPE}. */
export type MiniProgramType = (typeof MINI_PROGRAM_TYPE)[keyof typeof MINI_PROGRAM_TYPE];

/** Authing's hosted login mini program. An authority of your own has its own. */
export const HOSTED_MINI_PROGRAM = { userName: 'gh_a781a791e29e', appId: 'wxa0435021fd7a3af2' } as const;

/** What WeChat's SDK takes to open a mini program, whichever wrapper passes it on. */
export interface LaunchRequest {
  /** Original id of the mini program (`gh_…`), not its AppID. */
  readonly userName: string;
  /** Page and query, as {@link buildLaunchPath} makes it. */
  readonly path: string;
  readonly miniProgramType: MiniProgramType;
}

/** Options of {@link createLaunchRequest}. The pool's own mini program must be named: there is no default for it. */
export type LaunchOptions = {
  /** Id of the user pool. */
  readonly userPoolId: string;
  /** Ask for the phone number. @default false */
  readonly getPhone?: boolean;
  /** From `createBinding()`; needs `codeChallenge`. @default unbound */
  readonly state?: string;
  /** From `createBinding()`; needs `state`. @default unbound */
  readonly codeChallenge?: string;
  /** Release, test or preview build. @default MINI_PROGRAM_TYPE.release */
  readonly miniProgramType?: MiniProgramType;
} & (
  | {
      readonly useSelfWxapp?: false;
      /** Original id of the authority's mini program. @default HOSTED_MINI_PROGRAM.userName */
      readonly userName?: string;
    }
  | {
      /** Open the pool's own mini program. @default false */
      readonly useSelfWxapp: true;
      /** Original id of the pool's own mini program (`gh_…`). */
      readonly userName: string;
    }
);

const ROUTE = '/routes/explore';
const KEYS = ['userPoolId', 'getPhone', 'fromApp', 'useSelfWxapp', 'state', 'codeChallenge'] as const;
type Key = (typeof KEYS)[number];

/**
 * Makes the request that opens the login mini program. Nothing is sent: hand it to a launcher.
 *
 * @throws {App2WxappError} `invalid_launch`
 */
export function createLaunchRequest(options: LaunchOptions): LaunchRequest {
  const { userPoolId, getPhone = false, useSelfWxapp = false, state, codeChallenge } = options;
  const { miniProgramType = MINI_PROGRAM_TYPE.release } = options;
  const userName = options.userName ?? (useSelfWxapp ? '' : HOSTED_MINI_PROGRAM.userName);
  if (!/^gh_[A-Za-z0-9]{1,32}$/.test(userName)) {
    throw invalid('userName must be the original id of a mini program: "gh_" and up to 32 letters or digits');
  }
  if (![0, 1, 2].includes(miniProgramType)) throw invalid('miniProgramType must be 0, 1 or 2');
  const path = buildLaunchPath({ userPoolId, getPhone, useSelfWxapp, state, codeChallenge });
  return { userName, path, miniProgramType };
}

/**
 * Writes the page and query that the mini program is opened with.
 *
 * @throws {App2WxappError} `invalid_launch` when a value has another character than `A-Z a-z 0-9 - _` (whether
 *   the mini program gets values decoded differs between devices), is too long, or binds only by half
 */
export function buildLaunchPath(params: LaunchParams): string {
  const { userPoolId, getPhone, useSelfWxapp, state, codeChallenge } = checkParams(params);
  const phone = getPhone ? '&getPhone=1' : '';
  const binding = state === undefined ? '' : `&state=${state}&codeChallenge=${codeChallenge}`;
  return `${ROUTE}?userPoolId=${userPoolId}${phone}&fromApp=1&useSelfWxapp=${useSelfWxapp ? 1 : 0}${binding}`;
}

/**
 * Reads a page and query back. Unknown keys are ignored; a missing leading `/` is accepted.
 *
 * @param path what {@link buildLaunchPath} made, or an app of another maker
 * @throws {App2WxappError} `invalid_launch`
 */
export function parseLaunchPath(path: unknown): LaunchParams {
  if (typeof path !== 'string') throw invalid('the path must be a string');
  const [route = '', query = ''] = path.split(/\?(.*)/s);
  if (route.replace(/^\//, '') !== ROUTE.slice(1)) throw invalid(`the page must be ${ROUTE}`);
  const values = readQuery(query, KEYS, (key) => {
    throw invalid(`${key} stands in it twice`);
  });
  return parseValues((key) => values.get(key));
}

/**
 * Reads the query that the mini program's page receives in `onLoad`.
 * It does **not** check who opened the mini program: see the scene and `referrerInfo.appId` for that.
 *
 * @param query the object that WeChat passes; only its own keys count
 * @throws {App2WxappError} `invalid_launch`
 * @see https://developers.weixin.qq.com/miniprogram/dev/reference/api/Page.html
 */
export function parseLaunchQuery(query: unknown): LaunchParams {
  if (typeof query !== 'object' || query === null) throw invalid('the query must be an object');
  const values = query as Readonly<Record<string, unknown>>;
  return parseValues((key) => (Object.prototype.hasOwnProperty.call(values, key) ? values[key] : undefined));
}

function parseValues(read: (key: Key) => unknown): LaunchParams {
  if (read('fromApp') !== '1') throw invalid('fromApp must be 1: only an app may start a login');
  const self = read('useSelfWxapp') ?? '0';
  if (self !== '0' && self !== '1') throw invalid('useSelfWxapp must be 0 or 1');
  const params = {
    userPoolId: read('userPoolId') as string,
    getPhone: read('getPhone') === '1',
    useSelfWxapp: self === '1',
  };
  const state = read('state') as string | undefined;
  const codeChallenge = read('codeChallenge') as string | undefined;
  if (state === undefined && codeChallenge === undefined) return checkParams(params);
  return checkParams({ ...params, state, codeChallenge });
}

// Both builder and parser end here, so that what one writes the other accepts, and nothing else.
function checkParams(params: LaunchParams): LaunchParams {
  const { userPoolId, state, codeChallenge } = params;
  checkValue('userPoolId', userPoolId, 1, 249);
  if (state !== undefined || codeChallenge !== undefined) {
    checkValue('state', state, 22, 249);
    checkValue('codeChallenge', codeChallenge, 43, 43);
  }
  return params;
}

function checkValue(key: string, value: unknown, min: number, max: number): void {
  if (typeof value === 'string' && value.length >= min && value.length <= max && /^[\w-]+$/.test(value))
    return;
  throw invalid(`${key} must be ${min === max ? min : `${min}–${max}`} of the characters A-Z a-z 0-9 - _`);
}

function invalid(what: string): App2WxappError {
  return new App2WxappError('invalid_launch', `Not a launch of the login mini program: ${what}.`);
}
