import type { Plugin } from 'vite';
import type { Guide } from '../src/code/guide.js';

/** Reads the code of every guide from its page. */
export function readGuideCode(): Guide[];

/** Writes the module that `src/code/guide-code.d.ts` declares: what the guides say, as of this build. */
export function guideCode(): Plugin;
