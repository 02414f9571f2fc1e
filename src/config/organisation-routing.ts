import type { Overruled } from "./merge.ts";
import { covers } from "./merge.ts";
import type { ConfigurationFile } from "./schema/schema.ts";

type RoutingFile = NonNullable<ConfigurationFile["routing"]>;

const tables = ["byRule", "byTenant", "byEnvironment"] as const;

/** What counts before anything that a repository says: the organisation's entries, and what `mayOverride` opened among them. */
export function organisationRouting(
  organisation: RoutingFile = {},
  merged: RoutingFile = {},
  overridable: readonly string[],
): RoutingFile {
  const entries = tables.map((table) => {
    const open = Object.entries(merged[table] ?? {}).filter(([name]) =>
      covers(overridable, `routing.${table}.${name}`),
    );
    return [table, { ...organisation[table], ...Object.fromEntries(open) }];
  });
  const { reviewers } = covers(overridable, "routing.reviewers") ? merged : organisation;
  return { ...Object.fromEntries(entries), ...(reviewers === undefined ? {} : { reviewers }) };
}

/** Entries of a repository that never decide, because the organisation asks somebody about everything. */
export function shadowedRouting(
  organisation: RoutingFile = {},
  repository: RoutingFile = {},
  overridable: readonly string[],
): readonly Overruled[] {
  if ((organisation.reviewers ?? []).length === 0 || covers(overridable, "routing.reviewers")) return [];
  return tables.flatMap((table) =>
    Object.keys(repository[table] ?? {})
      .filter((name) => !Object.hasOwn(organisation[table] ?? {}, name))
      .filter((name) => !covers(overridable, `routing.${table}.${name}`))
      .map((name): Overruled => ({ path: ["routing", table, name], mark: "addOnly" })),
  );
}
