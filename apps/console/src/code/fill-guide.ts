import { buildLaunchPath } from '@app2wxapp/core';
import type { Pool } from '../api/client.js';
import type { Guide, GuideFile } from './guide.js';

/** Values that replace the placeholders in the code of a guide. */
export interface Filling {
  /** Pool whose values are used. */
  readonly pool: Pick<Pool, 'id' | 'tokenFormat' | 'allowedAppIds'>;
  /** Whether to open the pool's own mini program. */
  readonly own: boolean;
  /** Whether to ask for the phone number. */
  readonly getPhone: boolean;
  /** Origin of the authority. */
  readonly authority: string;
}

/**
 * Fills a guide's code with a pool's public values. The secret is not among them: a backend reads it from its
 * environment, whose file comes first.
 */
export function fillGuide({ side, files }: Guide, filling: Filling): GuideFile[] {
  const filled = files.map((file) => ({ ...file, code: fillCode(file, filling) }));
  if (side === 'app') return filled;
  const [install, ...rest] = filled;
  return install ? [install, writeEnvironment(filling), ...rest] : [];
}

/** Builds the launch path for the WeChat SDK; the app adds `state` and `codeChallenge` for each login. */
export function fillLaunchPath({ pool, own, getPhone }: Filling): string {
  return buildLaunchPath({ userPoolId: pool.id, getPhone, useSelfWxapp: own });
}

function fillCode({ language, code }: GuideFile, filling: Filling): string {
  return listValues(filling, language === 'kotlin' || language === 'swift' ? '"' : "'").reduce(
    (text, [guideSays, value]) => text.replaceAll(guideSays, value),
    code,
  );
}

/** Lists the placeholders of the guides with the values of a pool. */
function listValues(filling: Filling, quote: string): (readonly [guideSays: string, value: string])[] {
  const { pool, own, getPhone, authority } = filling;
  const id = `${quote}${pool.id}${quote}`;
  const selfWxapp = own ? ', useSelfWxapp: true' : '';
  const [appId] = pool.allowedAppIds;
  return [
    // TypeScript
    [
      "{ userPoolId, userName: 'gh_…', getPhone: true, exchange }",
      `{ userPoolId: ${id}, userName: 'gh_…', getPhone: ${getPhone}${selfWxapp}, exchange }`,
    ],
    [
      "userPoolId, userName: 'gh_…', exchange });",
      `userPoolId: ${id}, userName: 'gh_…', getPhone: ${getPhone}${selfWxapp}, exchange });`,
    ],
    [
      "authority: 'https://login.example.com', userPoolId }",
      `authority: '${authority}', userPoolId: ${id} }`,
    ],
    // Swift; Kotlin and ArkTS; Dart
    ['userPoolId: userPoolId, getPhone: true', `userPoolId: ${id}, getPhone: ${getPhone}`],
    ['buildLaunchPath(userPoolId, true, binding)', `buildLaunchPath(${id}, ${getPhone}, binding)`],
    ['(userPoolId, binding, getPhone: true)', `(${id}, binding, getPhone: ${getPhone})`],
    ['&useSelfWxapp=0', `&useSelfWxapp=${own ? 1 : 0}`],
    ...(appId === undefined
      ? []
      : ([
          ['wx0123456789abcdef', appId],
          ['wx…', appId],
        ] as const)),
    ...(pool.tokenFormat === 'HS256' ? SHARED_KEY : []),
  ];
}

const KEY = "algorithm: 'HS256', signingKey: process.env.TOKEN_KEY ?? ''";
const SHARED_KEY = [
  ['({ authority, userPoolId, secret })', `({ authority, userPoolId, secret, ${KEY} })`],
  ['return { authority, userPoolId, secret };', `return { authority, userPoolId, secret, ${KEY} };`],
  ['secret: POOL_SECRET })', `secret: POOL_SECRET, ${KEY} })`],
] as const;

function writeEnvironment({ pool, authority }: Filling): GuideFile {
  const lines = [
    '# Load it in the shell that starts the backend: set -a; . ./.env; set +a',
    `AUTHORITY=${authority}`,
    `USER_POOL_ID=${pool.id}`,
    'POOL_SECRET=',
    ...(pool.tokenFormat === 'HS256' ? ['TOKEN_KEY='] : []),
  ];
  return { language: 'dotenv', title: '.env', code: lines.join('\n') };
}
