import { rmSync } from 'node:fs';

// Jest's `globalTeardown`, after `set-up.js`.
export default function tearDown() {
  rmSync(process.env.PACKED_PACKAGES, { recursive: true, force: true });
}
