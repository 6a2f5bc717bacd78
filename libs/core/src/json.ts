import { App2WxappError } from './app2wxapp-error.js';

/** Parses JSON from outside. The engine's own message is dropped: it quotes the text, which may hold a token. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new App2WxappError('malformed_response', 'The answer is not JSON.');
  }
}
