export { findFreePort } from './find-free-port.js';
export { signInFirst } from './sign-in-first.js';
export { createDatabase, startPostgres, type LocalPostgres } from './start-postgres.js';
export { startProcess, type StartedProcess } from './start-process.js';
