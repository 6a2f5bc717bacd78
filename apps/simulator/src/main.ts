#!/usr/bin/env node
import { isApp2WxappError } from '@app2wxapp/core';
import { parseSettings } from './settings.js';
import { startSimulator, type Simulator } from './start-simulator.js';

async function main(): Promise<void> {
  const simulator = await startSimulator(parseSettings(process.env));
  // All that it says when nothing is wrong; servers beside it keep quiet at the same levels.
  const isQuiet = /^(warn|error|fatal|silent)$/.test(process.env.LOG_LEVEL ?? '');
  if (!isQuiet) console.log(`The simulator listens on ${simulator.url}`);
  stopOn(simulator, 'SIGINT');
  stopOn(simulator, 'SIGTERM');
}

function stopOn(simulator: Simulator, signal: NodeJS.Signals): void {
  process.once(signal, () => void simulator.stop().then(() => process.exit(0)));
}

main().catch((error: unknown) => {
  if (!isApp2WxappError(error)) throw error;
  console.error(`The simulator cannot start: ${error.message}`);
  process.exitCode = 1;
});
