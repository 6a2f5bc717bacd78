import { useEffect } from 'react';

/** Names the browser's tab after the screen. */
export function useTitle(...parts: readonly string[]): void {
  const title = [...parts, 'app2wxapp'].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
