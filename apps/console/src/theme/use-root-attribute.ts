import { useInsertionEffect } from 'react';

/** Sets an attribute of the document's root element, before any effect of a screen can read it. */
export function useRootAttribute(name: string, value: string): void {
  useInsertionEffect(() => document.documentElement.setAttribute(name, value), [name, value]);
}
