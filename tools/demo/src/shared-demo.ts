import type { DemoPlace } from './environment.js';
import type { FirstStart } from './first-start.js';

/** A running demo that another process stops: addresses and credentials. */
export interface SharedDemo extends DemoPlace, FirstStart {}

/**
 * Finds the demo that Jest started for all test files of a project (`globalSetup`: `jest/start-shared-demo.js`). A
 * test that changes settings of its pools creates a pool of its own, or restores them.
 *
 * @throws {Error} without one
 */
export function findSharedDemo(): SharedDemo {
  const { SHARED_DEMO } = process.env;
  if (SHARED_DEMO === undefined) throw new Error('No demo is shared here: name its start in jest.config.js.');
  return JSON.parse(SHARED_DEMO) as SharedDemo;
}
