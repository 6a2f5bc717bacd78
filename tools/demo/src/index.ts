export { startDemo, type Demo, type DemoOptions } from './start-demo.js';
export { type DemoPlace, type DemoPool } from './environment.js';
export { findFreePlace } from './free-place.js';
export { moveClock, SHIFTED_CLOCK } from './move-clocks.js';
export { runLogin, type LoginReport } from './run-login.js';
export { findSharedDemo, type SharedDemo } from './shared-demo.js';
export { startTemporaryDemo, type TemporaryDemo } from './start-temporary-demo.js';
