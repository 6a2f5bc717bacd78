import type { Settings } from './setting-texts.js';

/** Finds the settings that differ, by value: lists are new objects each time. */
export function findChanges(before: Settings, after: Settings): Partial<Settings> {
  const changed = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Settings]),
  );
  return Object.fromEntries(changed);
}
