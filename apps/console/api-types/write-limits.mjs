const KEPT = ['minimum', 'maximum', 'minLength', 'maxLength', 'maxItems', 'pattern'];

/**
 * Writes what the authority accepts in the bodies of requests, so that forms name the same limits.
 *
 * @param {object} document OpenAPI
 * @returns {string} a module; of a list, `pattern` and the lengths are those of its items
 */
export function writeLimits(document) {
  const bodies = Object.values(document.paths)
    .flatMap((path) => Object.values(path))
    .map(({ requestBody }) => requestBody?.content['application/json'].schema.$ref.split('/').at(-1))
    .filter((name) => name !== undefined);
  const limits = [...new Set(bodies)].map((name) => {
    const fields = Object.entries(document.components.schemas[name].properties);
    return `${name}: { ${fields.map(([field, schema]) => `${field}: ${writeField(schema)}`).join(', ')} }`;
  });
  return `
/** Limits of the fields of each request body; of a list, in each of its items. */
export const REQUEST_LIMITS = { ${limits.join(', ')} } as const;
`;
}

function writeField(schema) {
  const schemas = [schema, ...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])];
  const kept = schemas.flatMap((part) =>
    KEPT.filter((name) => name in part).map((name) => [name, part[name]]),
  );
  return `{ ${kept.map(([name, value]) => `${name}: ${name === 'pattern' ? `/${value}/` : value}`).join(', ')} }`;
}
