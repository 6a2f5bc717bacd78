// Copies the console's build into the authority's, for the published package. Run it in apps/authority-server.
import { cpSync, rmSync } from 'node:fs';

rmSync('dist/page', { recursive: true, force: true });
cpSync('../console/dist', 'dist/page', { recursive: true });
