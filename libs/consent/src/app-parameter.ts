import { SERVER_ERRORS, encodeExtMsg, type IssuedTicket, type Language } from '@app2wxapp/core';
import type { ConsentProblem } from './consent-state.js';
import { consentTexts } from './consent-texts.js';

interface Whose {
  readonly language: Language;
  /** State of a bound launch. */
  readonly state: string | undefined;
}

/** Longest message in characters: longer than any readable message, and short enough for extMsg's 4 KiB. */
const MAX_MESSAGE = 200;

/** Encodes a success with its ticket. */
export function encodeSuccess({ ticket, message }: IssuedTicket, { state }: Whose): string {
  return encodeExtMsg({ status: 'success', ticket, message: clip(message), ...bind(state) });
}

/** Encodes a denial by the user. */
export function encodeDenial({ language, state }: Whose): string {
  return encodeExtMsg({ status: 'denied', message: consentTexts[language].deniedMessage, ...bind(state) });
}

/** Encodes a failure. */
export function encodeFailure(problem: ConsentProblem, { language, state }: Whose): string {
  const { title: message } = consentTexts[language].problems[problem];
  return encodeExtMsg({ status: 'failed', code: numberOf(problem), message, ...bind(state) });
}

function numberOf(problem: ConsentProblem): number {
  if (problem === 'invalid_launch') return SERVER_ERRORS.invalid_request;
  if (problem === 'network_error') return SERVER_ERRORS.internal;
  return SERVER_ERRORS[problem];
}

function clip(message: string): string {
  return [...message].slice(0, MAX_MESSAGE).join('');
}

function bind(state: string | undefined): { readonly state?: string } {
  return state === undefined ? {} : { state };
}
