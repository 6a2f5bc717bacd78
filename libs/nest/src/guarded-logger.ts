import { Logger } from '@nestjs/common';

/** Writes to the app's log. A logger of the app's own that fails changes no answer and stops no start. */
export class GuardedLogger extends Logger {
  override warn(message: string): void {
    attempt(() => super.warn(message));
  }

  override error(message: string, stack?: string): void {
    attempt(() => super.error(message, stack));
  }
}

function attempt(write: () => void): void {
  try {
    write();
  } catch {
    // There is no other place to report it.
  }
}
