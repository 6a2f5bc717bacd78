export { findFreePort } from './find-free-port.js';
export { startPostgres, type LocalPostgres } from './start-postgres.js';
export { startProcess, type StartedProcess } from './start-process.js';
