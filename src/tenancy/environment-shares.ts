import type { Environment } from "../model/resource.ts";

/** How many things stand in an environment, and what told so. */
export interface EnvironmentShare {
  readonly name: string;
  readonly production: boolean;
  readonly source: Environment["source"];
  readonly count: number;
}

/** Counts environments, for `config check` and `init`: what matches nothing counts as production, and should be seen. */
export function environmentShares(environments: readonly Environment[]): readonly EnvironmentShare[] {
  const groups = Map.groupBy(environments, ({ name, production, source }) =>
    JSON.stringify([name, production, source]),
  );
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { name, production, source } = first;
      return [{ name, production, source, count: group.length }];
    })
    .sort((left, right) => right.count - left.count || (left.name < right.name ? -1 : 1));
}
