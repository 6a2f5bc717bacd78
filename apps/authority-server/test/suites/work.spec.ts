import { importSpecs, WORK } from './import-specs.js';

await importSpecs(['http', 'logins', 'tokens', 'users'], WORK);
