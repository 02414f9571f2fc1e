/**
 * GitHub takes a comment of at most 65,536 characters, counted here in UTF-16 units, which are never fewer. The rest is
 * for the mark by which the sender finds its own comment again.
 */
export const commentCharactersMax = 65_000;

/** A part of a comment. `rank` 0 is never left out; of the others the highest go first. */
export interface Section {
  readonly text: string;
  readonly rank: number;
}

/** The sections that fit, in their order: each whole or not at all, so that no fence or fold is cut. */
export function fitting(sections: readonly Section[], charactersMax: number): readonly Section[] {
  const kept = new Set<Section>(sections.filter((section) => section.rank === 0));
  let used = sum([...kept]);
  for (const section of sections.filter(({ rank }) => rank > 0).sort((a, b) => a.rank - b.rank)) {
    const length = section.text.length + separator.length;
    if (used + length > charactersMax) continue;
    kept.add(section);
    used += length;
  }
  return sections.filter((section) => kept.has(section));
}

/** Between two sections: a blank line, or a table or fold would swallow what follows. */
export const separator = "\n\n";

export function sum(sections: readonly Section[]): number {
  return sections.reduce((length, section) => length + section.text.length + separator.length, 0);
}
