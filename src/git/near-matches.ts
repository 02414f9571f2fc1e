const matchesMax = 3;
/** Comparing costs the product of both lengths; names beyond these are compared no more. */
const comparedMax = 5_000;
const comparedCharactersMax = 100;

/** Names that are written much like the one asked for, or that end with it; the nearest first. */
export function nearMatches(asked: string, known: readonly string[]): readonly string[] {
  return known
    .filter((name) => name.length <= comparedCharactersMax)
    .slice(0, comparedMax)
    .map((name) => ({ name, distance: distanceOf(asked.slice(0, comparedCharactersMax), name) }))
    .filter(({ distance }) => distance <= Math.max(2, Math.floor(asked.length / 3)))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, matchesMax)
    .map(({ name }) => name);
}

function distanceOf(asked: string, name: string): number {
  const lower = name.toLowerCase();
  if (lower.endsWith(`/${asked.toLowerCase()}`)) return 0;
  return editDistance(asked.toLowerCase(), lower);
}

/** Levenshtein: the fewest letters to insert, drop or replace. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
