import { importSpecs } from './import-specs.js';

await importSpecs(['backends', 'logins', 'tokens']);
