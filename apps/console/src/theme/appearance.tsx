import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useRootAttribute } from './use-root-attribute.js';

/** Appearance of the page: light or dark. */
export type Appearance = 'light' | 'dark';

interface AppearanceState {
  readonly appearance: Appearance;
  readonly setAppearance: (appearance: Appearance) => void;
}

const KEY = 'appearance';
const DARK = '(prefers-color-scheme: dark)';
const AppearanceContext = createContext<AppearanceState>({ appearance: 'light', setAppearance: () => {} });

/** Provides the system's appearance, until the operator chooses. */
export function AppearanceProvider({ children }: { readonly children: ReactNode }) {
  const [chosen, choose] = useState(() => localStorage.getItem(KEY));
  const [systemDark, setSystemDark] = useState(() => matchMedia(DARK).matches);
  useEffect(() => {
    const query = matchMedia(DARK);
    const follow = () => setSystemDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  const appearance: Appearance =
    chosen === 'light' || chosen === 'dark' ? chosen : systemDark ? 'dark' : 'light';
  useRootAttribute('data-appearance', appearance);
  const state = useMemo(
    () => ({
      appearance,
      setAppearance: (next: Appearance) => {
        localStorage.setItem(KEY, next);
        choose(next);
      },
    }),
    [appearance],
  );
  return <AppearanceContext value={state}>{children}</AppearanceContext>;
}

/** Returns the appearance and how to change it. */
export function useAppearance(): AppearanceState {
  return use(AppearanceContext);
}
