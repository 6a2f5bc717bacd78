import { readFileSync } from 'node:fs';
import type { LaunchParams, LoginOutcome, User } from '../src/index.js';

interface Named {
  readonly name: string;
}

interface LaunchVectors {
  readonly build: readonly (Named & { readonly params: LaunchParams; readonly path: string })[];
  readonly parse: readonly (Named & { readonly params: LaunchParams; readonly path: string })[];
  readonly reject: readonly (Named & { readonly params?: LaunchParams; readonly path?: string })[];
}

interface ExtMsgVectors {
  readonly encode: readonly (Named & { readonly outcome: LoginOutcome; readonly extMsg: string })[];
  readonly decode: readonly (Named & { readonly outcome: LoginOutcome; readonly extMsg: string })[];
  readonly reject: readonly (Named & { readonly extMsg: string })[];
}

interface UserVectors {
  readonly user: User;
  readonly failures: readonly {
    readonly status: number;
    readonly body: string | { readonly code: number };
  }[];
}

/** Launch paths, as every implementation must build and read them. */
export const launchVectors = read('launch') as LaunchVectors;
/** extMsg strings, as every implementation must write and read them. */
export const extMsgVectors = read('ext-msg') as ExtMsgVectors;
/** The protocol's sample user, and failures of servers. */
export const userVectors = read('user') as UserVectors;

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`vectors/${name}.json`, import.meta.url), 'utf8'));
}
