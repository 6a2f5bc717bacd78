import { useRef, useState } from 'react';

/** One action at a time. */
export interface Lock {
  /** Whether an action runs. */
  readonly busy: boolean;
  /** Runs an action; while another one runs, nothing. */
  readonly hold: (action: () => Promise<void>) => Promise<void>;
}

/** Lets one action run at a time: a second click, or Enter, may come before the button shows that it works. */
export function useLock(): Lock {
  const [busy, setBusy] = useState(false);
  const isHeld = useRef(false);
  const hold: Lock['hold'] = async (action) => {
    if (isHeld.current) return;
    isHeld.current = true;
    setBusy(true);
    try {
      await action();
    } finally {
      isHeld.current = false;
      setBusy(false);
    }
  };
  return { busy, hold };
}
