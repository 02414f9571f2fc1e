/**
 * A path of the repository as relative URI reference (RFC 3986): each segment percent-encoded, so that spaces, newlines,
 * colons, `#`, `%` and letters beyond ASCII name the same file again. Lone surrogates, which no URI can hold, become
 * U+FFFD.
 */
export function pathUri(path: string): string {
  return path
    .toWellFormed()
    .split("/")
    .map((segment) => encodeURIComponent(segment).replace(/[!'()*]/g, percent))
    .join("/");
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
