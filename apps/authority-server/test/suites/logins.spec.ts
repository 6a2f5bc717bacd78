import { importSpecs } from './import-specs.js';

await importSpecs(['backends', 'logins', 'tokens'], ['introspection-work.spec.ts', 'issue-work.spec.ts']);
