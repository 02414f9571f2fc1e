import type { JsonObject, JsonValue } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import { resourceIds } from "../../../policy/input.ts";
import type { Problem } from "../../../schemas/index.ts";
import type { FactTable } from "./view.ts";

/** What schemas say about the resources of a root, by the ids that they have in the policy input. */
export const schemaTables: Readonly<Record<string, FactTable>> = {
  schema: ({ held, side, schemas, kubernetesVersion }) =>
    byId(held, (resource) => {
      const problems = schemas.problems(resource, side, kubernetesVersion);
      return problems.length === 0 ? null : problems.map(problemJson);
    }),
  apiAges: ({ held, side, schemas, kubernetesVersion }) =>
    byId(held, (resource) => {
      const age = schemas.age(resource, side, kubernetesVersion);
      if (age === null) return null;
      const { messageId, arguments: named, fix } = age;
      return { messageId, arguments: named, ...(fix === null ? {} : { fix: { ...fix } }) };
    }),
};

function byId(held: readonly Resource[], find: (resource: Resource) => JsonValue): JsonObject {
  const ids = resourceIds(held.map(({ address }) => address));
  return Object.fromEntries(
    held.flatMap((resource, index): [string, JsonValue][] => {
      const found = find(resource);
      return found === null ? [] : [[ids[index] ?? "", found]];
    }),
  );
}

function problemJson({ messageId, path, arguments: named, fix, pattern }: Problem): JsonObject {
  return {
    messageId,
    path,
    arguments: named,
    ...(fix === null ? {} : { fix: { ...fix } }),
    ...(pattern === undefined ? {} : { pattern }),
  };
}
