let jose: Promise<typeof import('./jose.js')> | undefined;

/** Loads jose, once, when it is first needed: it reads `TextEncoder` while it is loaded, which Jest's jsdom lacks. */
export function loadJose(): Promise<typeof import('./jose.js')> {
  return (jose ??= import('./jose.js'));
}
