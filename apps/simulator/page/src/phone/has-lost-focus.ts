/**
 * Whether the focus is nowhere, or in the phone: only then may the phone take it. While it plays a scenario by itself
 * the focus belongs to the visitor.
 */
export function hasLostFocus(): boolean {
  const { activeElement } = document;
  return (
    activeElement === null || activeElement === document.body || activeElement.closest('.phone') !== null
  );
}
