import { z } from 'zod';

/** Schema of a pool's secret, as a caller sends it. */
export const PoolSecret = z.string().max(1024);
