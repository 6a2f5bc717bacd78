import type { Database } from './database.js';
import { prepare } from './statement.js';

/**
 * Milliseconds from the deletion of a pool to that of its rows: longer than the longest request, the cache of pools
 * and the queue of events together, so that no instance writes its rows any more.
 */
export const GRACE_MS = 120_000;
/** Blocks of a table that one statement scans, 8 kB each. */
const BLOCKS = 16;

interface Range {
  readonly userPoolIds: readonly string[];
  readonly first: string;
  readonly end: string;
}

/**
 * Condition on a range of blocks. Most tables have no index by pool. `coalesce` keeps PostgreSQL from using those of
 * the others: it would read the whole pool for each range.
 */
const IN_RANGE = `coalesce(user_pool_id, '') = ANY($userPoolIds::text[]) AND ctid >= $first::tid AND ctid < $end::tid`;

/**
 * Tables in the order of deletion: identities before the accounts, whose deletion would remove them one by one.
 * Pictures are deleted with their accounts.
 */
const STEPS = [
  ...['tickets', 'denials', 'refresh_tokens', 'sessions', 'identities', 'accounts', 'hourly_counts'].map(
    (table) => ({
      table,
      statement: prepare<Range>(
        `remove_${table}_of_pool`,
        `DELETE FROM ${table} WHERE ${IN_RANGE} RETURNING 1`,
      ),
    }),
  ),
  {
    // Events remain as long as others do, like those of a deleted user: without the addresses.
    table: 'audit_events',
    statement: prepare<Range>(
      'clear_audit_events_of_pool',
      `UPDATE audit_events SET ip = '' WHERE ${IN_RANGE} AND operator_id IS NULL AND ip <> '' RETURNING 1`,
    ),
  },
];

const FIND_DELETED = prepare<{ before: string }, { readonly id: string }>(
  'find_deleted_pools',
  'SELECT id FROM user_pools WHERE deleted_at < $before ORDER BY deleted_at',
);
const COUNT_BLOCKS = prepare<{ table: string }, { readonly blocks: number }>(
  'count_blocks',
  `SELECT ceil(pg_relation_size($table::regclass) / current_setting('block_size')::numeric)::int AS blocks`,
);
const REMOVE_POOLS = prepare<{ userPoolIds: readonly string[] }>(
  'remove_pools',
  'DELETE FROM user_pools WHERE id = ANY($userPoolIds::text[]) AND deleted_at IS NOT NULL RETURNING 1',
);

/**
 * Removes the rows of deleted pools, and then the pools, {@link BLOCKS} blocks of a table in each statement: none
 * locks or lasts for long, however many users there were. Instances may run it in parallel. An interrupted run starts
 * over.
 *
 * @param options.isStopped checked before each statement
 * @returns the number of removed rows by table
 */
export async function removeDeletedPools(
  database: Database,
  { now, isStopped }: { readonly now: number; readonly isStopped: () => boolean },
): Promise<ReadonlyMap<string, number>> {
  const removed = new Map<string, number>();
  const before = new Date(now - GRACE_MS).toISOString();
  const userPoolIds = (await database.query(FIND_DELETED, { before })).map(({ id }) => id);
  if (userPoolIds.length === 0) return removed;
  for (const { table, statement } of STEPS) {
    const [size] = await database.query(COUNT_BLOCKS, { table });
    let rows = 0;
    for (let first = 0; first < (size?.blocks ?? 0); first += BLOCKS) {
      if (isStopped()) return removed;
      const range = { userPoolIds, first: `(${first},0)`, end: `(${first + BLOCKS},0)` };
      rows += (await database.query(statement, range)).length;
    }
    if (rows > 0) removed.set(table, rows);
  }
  return removed.set('user_pools', (await database.query(REMOVE_POOLS, { userPoolIds })).length);
}
