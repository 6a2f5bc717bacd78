import {
  buildLaunchPath,
  decodeExtMsg,
  encodeExtMsg,
  isApp2WxappError,
  parseLaunchPath,
  type LaunchParams,
  type LoginOutcome,
} from '@app2wxapp/core';
import { parse as fastParse, stringify as fastStringify } from 'fast-querystring';
import qs from 'qs';
import queryString from 'query-string';

/** Fields of a query string, as a general parser gives them. */
export type Fields = Readonly<Record<string, unknown>>;

/** One way to speak the protocol's two query strings. A general parser takes fields, made beforehand. */
export interface Contender {
  readonly name: string;
  readonly encode: (outcome: LoginOutcome, fields: Fields) => string;
  readonly decode: (text: string) => unknown;
  readonly build: (params: LaunchParams, fields: Fields) => string;
  readonly parse: (path: string) => unknown;
}

const PAGE = '/routes/explore?';
const CODES = { success: 200, denied: 400 };

/** Parsers in comparison: core, then each general parser in its shortest use, without checks of its own. */
export const CONTENDERS: readonly Contender[] = [
  {
    name: 'core',
    encode: (outcome) => encodeExtMsg(outcome),
    decode: decodeExtMsg,
    build: (params) => buildLaunchPath(params),
    parse: parseLaunchPath,
  },
  general(
    'URLSearchParams',
    (fields) => new URLSearchParams(fields as Record<string, string>).toString(),
    (query) => Object.fromEntries(new URLSearchParams(query)),
  ),
  general(
    'qs',
    (fields) => qs.stringify(fields),
    (query) => qs.parse(query),
  ),
  general(
    'query-string',
    (fields) => queryString.stringify(fields),
    (query) => queryString.parse(query),
  ),
  general(
    'fast-querystring',
    (fields) => fastStringify(fields),
    (query) => fastParse(query) as Fields,
  ),
];

function general(
  name: string,
  stringify: (fields: Fields) => string,
  parse: (query: string) => Fields,
): Contender {
  return {
    name,
    encode: (_, fields) => stringify(fields),
    decode: parse,
    build: (_, fields) => PAGE + stringify(fields),
    parse: (path) => parse(path.slice(path.indexOf('?') + 1)),
  };
}

/** An outcome as the fields of its extMsg. */
export function toExtMsgFields({ status, ...rest }: LoginOutcome): Fields {
  return status === 'failed' ? rest : { code: CODES[status], ...rest };
}

/** A launch as the fields of its path. */
export function toLaunchFields({ getPhone, useSelfWxapp, ...rest }: LaunchParams): Fields {
  return { ...rest, getPhone: Number(getPhone), fromApp: 1, useSelfWxapp: Number(useSelfWxapp) };
}

/** Describes the result of a call in one line: its fields without an order, its text, or how it failed. */
export function describeResult(run: () => unknown): string {
  try {
    const result = run();
    if (typeof result === 'string') return result;
    const { status, ...rest } = result as Fields;
    const fields = Object.entries(status === undefined ? rest : { code: CODES[status as 'denied'], ...rest });
    return JSON.stringify(Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1))));
  } catch (error) {
    return isApp2WxappError(error) ? 'rejected' : `throws ${(error as Error).name}`;
  }
}
