// The usual run has one PostgreSQL for all test files; this repeats on PGlite those that read and write.
import { importSpecs } from '../suites/import-specs.js';

await importSpecs(['backends', 'events', 'logins', 'operators', 'pools', 'tokens', 'users']);
await import('../http/stored-text.spec.js');
