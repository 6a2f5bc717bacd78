/** An element that had the focus, and everything that it was in, from the inside out. */
type Place = readonly HTMLElement[];

/** Places to go back to: below a dialog lies the one that opened it, and a question may lie above. */
const KEPT = 10;

/**
 * Keeps the keyboard's place for as long as the page lives. Where the element with the focus is removed, hidden or
 * disabled, a browser gives the focus to the whole page: Tab begins at its top again, and a screen reader is silent. The
 * focus then goes to what that element was in, or what lay below the dialog.
 */
export function keepFocus(): void {
  const places: Place[] = [];
  let isLooking = false;
  let isLeft = false;
  const look = () => {
    if (isLooking) return;
    isLooking = true;
    // A browser notices only as it draws that what has the focus is hidden or disabled.
    requestAnimationFrame(() =>
      setTimeout(() => {
        isLooking = false;
        restoreFocus(places, isLeft);
      }),
    );
  };
  // A press beside everything takes the focus from what could have kept it.
  document.addEventListener('pointerdown', () => (isLeft = true), { capture: true });
  document.addEventListener('focusin', ({ target }) => {
    isLeft = false;
    if (!(target instanceof HTMLElement)) return;
    places.unshift(listAround(target));
    places.length = Math.min(places.length, KEPT);
  });
  document.addEventListener('focusout', ({ relatedTarget }) => relatedTarget === null && look());
  const attributeFilter = ['class', 'style', 'disabled'];
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributeFilter });
}

function restoreFocus(places: readonly Place[], isLeft: boolean): void {
  if (document.activeElement !== document.body) return;
  const latest = places[0]?.[0];
  if (latest === undefined || (isLeft && mayHaveFocus(latest))) return;
  const next = places.flat().find((element) => hasBox(element) && mayHaveFocus(element));
  if (!next) return;
  if (next.tabIndex < 0) next.tabIndex = -1;
  next.focus({ preventScroll: true });
}

/** The element and what it is in, without the page as a whole. */
function listAround(target: HTMLElement): Place {
  const around: HTMLElement[] = [];
  for (let at: HTMLElement | null = target; at && at !== document.body; at = at.parentElement)
    around.push(at);
  return around;
}

function mayHaveFocus(element: HTMLElement): boolean {
  return (
    element.isConnected &&
    element.checkVisibility({ visibilityProperty: true }) &&
    !element.matches(':disabled')
  );
}

/** Whether it takes room on the page: what held a dialog does not. */
function hasBox({ offsetWidth, offsetHeight }: HTMLElement): boolean {
  return offsetWidth > 0 && offsetHeight > 0;
}
