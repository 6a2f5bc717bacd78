/** Milliseconds after the last input in which a request counts as the operator's own. */
const OWN_MS = 60_000;
const INPUTS = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

let lastInputAt = Date.now();

/** Records the operator's inputs from now on. Call it once, when the page opens. */
export function watchInput(): void {
  for (const input of INPUTS) {
    addEventListener(input, () => (lastInputAt = Date.now()), { capture: true, passive: true });
  }
}

/** Returns whether a request now is one of a timer: the operator has not touched the page for a minute. */
export function isBackground(): boolean {
  return Date.now() - lastInputAt > OWN_MS;
}
