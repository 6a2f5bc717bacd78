/** Lays a JSON body out over several lines. Headers above it, and what is not JSON, stay as they are. */
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
