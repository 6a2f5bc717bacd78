import type pg from 'pg';

/** Time limit for closing a connection, in milliseconds. */
const CLOSE_MS = 1000;

/** Closes a connection; after a second without a response of the server its socket is destroyed. */
export async function closeClient(client: pg.Client): Promise<void> {
  const { connection } = client as unknown as {
    readonly connection: { readonly stream: { destroy(): void } };
  };
  const timer = setTimeout(() => connection.stream.destroy(), CLOSE_MS);
  try {
    await client.end();
  } finally {
    clearTimeout(timer);
  }
}
