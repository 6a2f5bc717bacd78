import { useEffect } from 'react';

/** Sets the title of the browser's tab to that of the screen. */
export function useTitle(...parts: readonly string[]): void {
  const title = [...parts, 'app2wxapp'].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
