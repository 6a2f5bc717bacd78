import { importSpecs } from './import-specs.js';

await importSpecs(['events', 'operators', 'pools', 'users']);
