/** A request is the operator's while the last input was not longer ago. */
const OWN_MS = 60_000;
const INPUTS = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

let lastInputAt = Date.now();

/** Notes from now on when the operator last touched the page. Call it once, when the page opens. */
export function watchInput(): void {
  for (const input of INPUTS) {
    addEventListener(input, () => (lastInputAt = Date.now()), { capture: true, passive: true });
  }
}

/** Whether a request now is one of a timer: the operator has not touched the page for a minute. */
export function isBackground(): boolean {
  return Date.now() - lastInputAt > OWN_MS;
}
