import { digestOf } from "../../model/digest.ts";
import type { JsonObject } from "../../model/json.ts";
import type { RepositoryRecord, StoredRepositoryRecord } from "../../model/record.ts";
import type { NewRecord } from "../../store/index.ts";

/**
 * A record of how something is, where it is not what the last one says. Its key names the one that it follows: two that
 * look at the same time keep it once, and what comes back to an earlier state is kept again.
 */
export function changedFrom(
  last: StoredRepositoryRecord | undefined,
  { repositoryId, name }: { readonly repositoryId: number | null; readonly name: string },
  body: RepositoryRecord,
): readonly NewRecord[] {
  const digest = digestOf(plain(body));
  if (last !== undefined && digestOf(plain(last.body)) === digest) return [];
  const key = `${name} ${last?.sequence ?? "first"} ${digest}`;
  return [{ scope: "repository", repositoryId, key, body }];
}

/** As it comes back from the store. */
function plain(body: RepositoryRecord): JsonObject {
  return JSON.parse(JSON.stringify(body));
}
