/**
 * Text that PostgreSQL can hold. A NUL and half a surrogate pair are legal in JSON from GitHub and in nothing that
 * PostgreSQL keeps; a hostile comment must not make a record that can never be written, so both become U+FFFD.
 */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\ufffd");
}

/** JSON text of a value, each string and key in it made storable. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === "string") return storableText(inner);
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    const entries = Object.entries(inner);
    if (entries.every(([key]) => storableText(key) === key)) return inner;
    return Object.fromEntries(entries.map(([key, held]) => [storableText(key), held]));
  });
}
