/**
 * Whether no element has the focus, or one in the phone: only then may the phone take it. While a scenario plays the
 * focus belongs to the visitor.
 */
export function hasLostFocus(): boolean {
  const { activeElement } = document;
  return (
    activeElement === null || activeElement === document.body || activeElement.closest('.phone') !== null
  );
}
