import type { GatheredRepository } from "./gather.ts";
import type { PlacedRepository } from "./placed.ts";
import { ofKind } from "./view/context.ts";

/** Index of an entry whose payload was erased, to that of the entry that says so. */
export type ErasedBy = ReadonlyMap<number, number>;

export function erasedIn(
  general: readonly PlacedRepository[],
  repositories: ReadonlyMap<number, Pick<GatheredRepository, "outside">>,
): ErasedBy {
  const outside = [...repositories.values()].flatMap((each) => each.outside);
  return new Map(
    ofKind([...general, ...outside], "erased").flatMap(({ index, body }) =>
      body.indexes.filter((each) => each < index).map((each) => [each, index] as const),
    ),
  );
}
