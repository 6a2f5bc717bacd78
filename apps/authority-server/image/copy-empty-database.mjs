// Copies PGlite's own package of an empty database to dist/: as a dependency, that package would bring a second PGlite,
// since it names one version of PGlite as its peer. Run it in apps/authority-server.
import { copyFileSync } from 'node:fs';

const entry = import.meta.resolve('@electric-sql/pglite-prepopulatedfs');
copyFileSync(new URL('prepopulatedfs.tgz', entry), 'dist/empty-database.tar.gz');
