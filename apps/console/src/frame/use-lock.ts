import { useRef, useState } from 'react';

/** Lock that runs one action at a time. */
export interface Lock {
  /** Whether an action runs. */
  readonly busy: boolean;
  /** Runs an action, unless another one runs. */
  readonly hold: (action: () => Promise<void>) => Promise<void>;
}

/** Creates a lock for actions: a second click, or Enter, may come before the button shows that it works. */
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
