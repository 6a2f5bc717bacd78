// Copies PGlite's own package of an empty database to dist/: as a dependency, that package would bring a second PGlite,
// since it names one version of PGlite as its peer. Run it in apps/authority-server.
import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite-prepopulatedfs');
copyFileSync(join(dirname(entry), 'prepopulatedfs.tgz'), 'dist/empty-database.tar.gz');
