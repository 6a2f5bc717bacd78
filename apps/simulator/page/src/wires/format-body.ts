/** Formats a JSON body in several lines. Headers above it, and other bodies, stay unchanged. */
export function formatBody(text: string): string {
  const start = text.search(/^[[{]/m);
  if (start < 0) return text;
  try {
    const body: unknown = JSON.parse(text.slice(start));
    return text.slice(0, start) + JSON.stringify(body, null, 2);
  } catch {
    return text;
  }
}
