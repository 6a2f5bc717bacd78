import { useEffect } from 'react';

/** Has the browser ask before the page is closed or reloaded, while changes would be lost. */
export function useUnloadGuard(hasSomethingToLose: boolean): void {
  useEffect(() => {
    if (!hasSomethingToLose) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [hasSomethingToLose]);
}
