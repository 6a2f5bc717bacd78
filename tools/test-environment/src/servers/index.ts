export { findFreePort } from './find-free-port.js';
export { startPostgres, type LocalPostgres } from './start-postgres.js';
