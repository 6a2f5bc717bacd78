import { z } from 'zod';

/** The secret of a pool, as a caller sends it. */
export const PoolSecret = z.string().max(1024);
