import { importSpecs } from './import-specs.js';

await importSpecs(['config', 'http', 'limits', 'monitoring']);
