import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

// Loaded into each server before its script: SIGUSR2 starts a profile of the processor, a second one ends it and
// writes it to PROFILE.

const session = new Session();
let isRunning = false;

process.on('SIGUSR2', () => void toggle());

async function toggle(): Promise<void> {
  if (isRunning) {
    const { profile } = await session.post('Profiler.stop');
    writeFileSync(process.env.PROFILE ?? '', JSON.stringify(profile));
    session.disconnect();
  } else {
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.start');
  }
  isRunning = !isRunning;
}
