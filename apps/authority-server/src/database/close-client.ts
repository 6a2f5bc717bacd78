import type pg from 'pg';

/** How long a server may take to say goodbye. */
const CLOSE_MS = 1000;

/** Ends a connection. One whose server does not close it in time is cut. */
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
