import { anyNamespace, filledBy } from "../../inventory/fillers.ts";
import type { Side } from "../../inventory/index.ts";
import { summaryOf } from "../../inventory/summary.ts";
import type { NotEvaluated } from "../../model/diagnostic.ts";
import type { Resource } from "../../model/resource.ts";
import { type Root, rootKey } from "../../model/root.ts";
import { namespaceOf } from "../../tenancy/index.ts";
import type { Loaded, LoadedSide } from "./loaded.ts";

/** Something that may put into namespaces what nobody sees. `type` says what it is: a resource's type, or `unread`. */
export interface Filler {
  readonly type: string;
  readonly rootKey: string;
  readonly namespaces: readonly string[];
  readonly side: Side;
}

/** Namespaces that a resource may fill with what nobody sees; itself too, where nobody knows where it will stand. */
export function fillsOf(resource: Resource): readonly string[] {
  const { type, object, namespace } = resource;
  // Whether a module makes anything in Kubernetes shows in its argument `namespace`; a release does so in any case.
  if (type === "module") return [namespaceOf(resource)].filter((name) => name !== null);
  if (type === "helm_release") return [namespaceOf(resource) ?? anyNamespace];
  if (!type.includes("/")) return [];
  if (namespace !== "") return filledBy(type, object, namespace);
  const mayMatter = summaryOf(type, object) !== null || filledBy(type, object, null).length > 0;
  return mayMatter ? [anyNamespace] : [];
}

/** What was not read fills the namespaces of its root; where those are not known, any. */
export function unreadFillers({ roots, notEvaluated }: Loaded): readonly Filler[] {
  const unread = notEvaluated.filter(({ reason }) => unreadReasons.has(reason));
  const rooted = new Set<NotEvaluated>();
  const found = roots.flatMap((loaded) =>
    (["base", "head"] as const).flatMap((side): readonly Filler[] => {
      const read = loaded[side];
      if (read === null) return [];
      for (const entry of unread) if (read.root.files.includes(entry.path)) rooted.add(entry);
      const namespaces = unreadNamespaces(read, unread);
      return namespaces === null ? [] : [{ type: "unread", rootKey: loaded.key, namespaces, side }];
    }),
  );
  const elsewhere = unread.some((entry) => !rooted.has(entry));
  return elsewhere
    ? [
        ...found,
        { type: "unread", rootKey: rootKey("repository", "."), namespaces: [anyNamespace], side: "head" },
      ]
    : found;
}

/** The namespaces of a root of which something was not read; `null` where everything was. */
export function unreadNamespaces(
  side: Pick<LoadedSide, "root" | "resources" | "diagnostics">,
  notEvaluated: readonly NotEvaluated[],
): readonly string[] | null {
  const failed = side.diagnostics.some(({ kind }) => failures.has(kind));
  const passedOver = notEvaluated.some(
    ({ path, reason }) => unreadReasons.has(reason) && side.root.files.includes(path),
  );
  return failed || passedOver ? namespacesOf(side) : null;
}

/** Files that no root reads and that nobody else does, either. */
export function unreadPaths(
  notEvaluated: readonly NotEvaluated[],
  roots: readonly Root[],
): readonly string[] {
  const rooted = new Set(roots.flatMap(({ files }) => files));
  return notEvaluated.flatMap(({ path, reason }) =>
    unreadReasons.has(reason) && !rooted.has(path) ? [path] : [],
  );
}

/** What is listed because nobody reads it, and may hold objects. Remote modules and sources are told by who calls them. */
const unreadReasons: ReadonlySet<NotEvaluated["reason"]> = new Set([
  "encrypted",
  "template",
  "unsupported-format",
  "not-static",
]);

const failures: ReadonlySet<string> = new Set(["syntax", "not-rendered", "not-read"]);

function namespacesOf({ root, resources }: Pick<LoadedSide, "root" | "resources">): readonly string[] {
  const named = resources.flatMap(({ namespace }) =>
    namespace === null || namespace === "" ? [] : [namespace],
  );
  const destination = root.destination?.namespace ?? null;
  const all = [...new Set(destination === null ? named : [...named, destination])];
  return all.length > 0 ? all : [anyNamespace];
}
