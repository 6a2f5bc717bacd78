import type { Guide } from './guide.js';

/** What the guides say, as of this build: written by `scripts/guide-code.mjs`. */
export declare const guides: readonly Guide[];
