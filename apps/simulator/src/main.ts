#!/usr/bin/env node
import { isApp2WxappError } from '@app2wxapp/core';
import { parseSettings, type SimulatorSettings } from './settings.js';
import { findTimeMachine } from './time-machine.js';
import { startSimulator, type Simulator } from './start-simulator.js';

async function main(): Promise<void> {
  const settings = parseSettings(process.env);
  const simulator = await startSimulator({ ...settings, timeMachine: findTimeMachine() });
  // Nothing else is printed when nothing is wrong; the other servers are quiet at the same levels.
  const isQuiet = /^(warn|error|fatal|silent)$/.test(process.env.LOG_LEVEL ?? '');
  if (!isQuiet) console.log(describeStart(simulator, settings));
  stopOn(simulator, 'SIGINT');
  stopOn(simulator, 'SIGTERM');
}

/** Describes the start: the address and, for a generated mini program, the settings of an authority. */
function describeStart({ url, environment }: Simulator, { miniProgram }: SimulatorSettings): string {
  const address = `The simulator listens on ${url}`;
  if (miniProgram.appId !== undefined || miniProgram.secret !== undefined) return address;
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return [address, 'Start the authority with:', ...lines].join('\n');
}

function stopOn(simulator: Simulator, signal: NodeJS.Signals): void {
  process.once(signal, () => void simulator.stop().then(() => process.exit(0)));
}

main().catch((error: unknown) => {
  if (!isApp2WxappError(error)) throw error;
  console.error(`The simulator cannot start: ${error.message}`);
  process.exitCode = 1;
});
