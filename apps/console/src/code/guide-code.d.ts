import type { Guide } from './guide.js';

/** Code of the guides, as of this build: written by `scripts/guide-code.mjs`. */
export declare const guides: readonly Guide[];
