import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/** Folder of this package. It holds `src` in the workspace, and `dist` and `migrations` everywhere. */
export const PACKAGE_ROOT = dirname(
  createRequire(import.meta.url).resolve('@app2wxapp/authority-server/package.json'),
);
