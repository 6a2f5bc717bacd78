/**
 * Isolates the writing direction of a name: the words around it stay in their order. @see Unicode UAX 9, FSI and PDI
 */
export function isolate(name: string): string {
  return `\u2068${name}\u2069`;
}
