import { fileURLToPath } from 'node:url';

/** The folder of SQL files, beside both `src` and `dist`. */
export const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));
