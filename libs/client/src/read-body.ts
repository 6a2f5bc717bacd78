import { createTooLarge } from './send-directly.js';

/**
 * Reads the body of a `fetch` response.
 *
 * @throws {App2WxappError} `malformed_response` once it is larger than `maxBytes`
 */
export async function readBody(response: Response, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of chunksOf(response)) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw createTooLarge(maxBytes, response.status);
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/**
 * Yields the chunks of a body. Some replacements of `fetch` have no body to iterate: polyfills have none, some
 * runtimes have readers only.
 */
async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  const body = response.body as
    (Partial<AsyncIterable<Uint8Array>> & Pick<ReadableStream<Uint8Array>, 'getReader'>) | null | undefined;
  if (body === null) return;
  if (body === undefined) yield new TextEncoder().encode(await response.text());
  else if (body[Symbol.asyncIterator]) yield* body as AsyncIterable<Uint8Array>;
  else yield* readAll(body.getReader());
}

async function* readAll(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    // A reader that has not reached its end keeps the connection busy.
    void reader.cancel().catch(() => undefined);
  }
}
