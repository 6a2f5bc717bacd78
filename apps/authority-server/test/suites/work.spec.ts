import { importSpecs, WORK } from './import-specs.js';

await importSpecs(['http', 'logins', 'operators', 'tokens', 'users'], WORK);
