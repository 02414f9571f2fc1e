/** A team as GitHub has it now: whoever founds another under its name gets another id. */
export interface TeamFacts {
  /** `org/team`. */
  readonly name: string;
  readonly id: number;
}

/** Which team a name means, by the name in lower case: that which had it when settings first named it. */
export type TeamBindings = ReadonlyMap<string, number>;

/** The names, in lower case, under which settings mean a team. A name that is bound to none means nobody. */
export function namesMeaning({ id }: TeamFacts, bindings: TeamBindings): readonly string[] {
  return [...bindings].flatMap(([name, means]) => (means === id ? [name] : []));
}

/** What a name of the settings has become on GitHub. */
export type TeamStanding =
  | { readonly kind: "there"; readonly team: TeamFacts; readonly renamed: boolean }
  | { readonly kind: "gone" }
  /** The team is not there any more, and another one has its name. */
  | { readonly kind: "another"; readonly team: TeamFacts };

/** `existing`: all teams of the organisation that the name is of. */
export function teamStanding(
  name: string,
  bindings: TeamBindings,
  existing: readonly TeamFacts[],
): TeamStanding {
  const key = name.toLowerCase();
  const named = existing.find((team) => team.name.toLowerCase() === key);
  const bound = bindings.get(key);
  const meant = bound === undefined ? named : existing.find(({ id }) => id === bound);
  if (meant !== undefined) return { kind: "there", team: meant, renamed: meant !== named };
  return named === undefined ? { kind: "gone" } : { kind: "another", team: named };
}
