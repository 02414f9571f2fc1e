import type { ResourceChange } from "../model/change.ts";
import { pathText } from "../model/element-key.ts";
import { type JsonValue, parseJson } from "../model/json.ts";
import type { LeafChange } from "../model/report.ts";
import type { Resource } from "../model/resource.ts";
import { withWholeElements } from "./flat-elements.ts";
import { type Leaf, leavesOf } from "./leaf.ts";

/** Leaves that are told of one change: more than anybody reads, so that what is left out is a number. */
export const changedLeavesMax = 200;

/** What a namespace is given along with it: a new one is read as a whole, so its values are told. */
const namespaceTypes: ReadonlySet<string> = new Set([
  "core/Namespace",
  "core/ResourceQuota",
  "core/LimitRange",
  "networking.k8s.io/NetworkPolicy",
  "rbac.authorization.k8s.io/RoleBinding",
]);

export interface ChangedLeaves {
  readonly leaves: readonly LeafChange[];
  /** How many more differ. */
  readonly omitted: number;
}

/**
 * What a change does to the values of its resource, in the order of the object, then what was removed. A deletion has
 * none, and a creation only where it is about a namespace itself: whole objects are nothing to read in a summary. Lists
 * are matched by the keys of their elements.
 */
export function summariseChange(change: ResourceChange): ChangedLeaves {
  const { before, after } = change;
  if (after === null || (before === null && !namespaceTypes.has(change.type)))
    return { leaves: [], omitted: 0 };
  const oldLeaves = before === null ? new Map() : leavesOf(opened(before));
  const currentLeaves = leavesOf(opened(after));
  const old = withWholeElements(oldLeaves, currentLeaves);
  const current = withWholeElements(currentLeaves, oldLeaves);
  const differing = [
    ...[...current]
      .filter(([path, leaf]) => differs(old.get(path), leaf))
      .map(([path, leaf]) => leafChange(old.get(path), leaf)),
    ...[...old].filter(([path]) => !current.has(path)).map(([, leaf]) => leafChange(leaf, undefined)),
  ];
  return {
    leaves: differing.slice(0, changedLeavesMax),
    omitted: Math.max(0, differing.length - changedLeavesMax),
  };
}

/** The containers of a task of ECS, which Terraform keeps in one text: people read what differs in it, not its JSON. */
function opened(resource: Resource): Resource {
  const text = resource.object["container_definitions"];
  if (resource.type !== "aws_ecs_task_definition" || typeof text !== "string") return resource;
  const containers = containersIn(text);
  return containers === null
    ? resource
    : { ...resource, object: { ...resource.object, container_definitions: containers } };
}

function containersIn(text: string): JsonValue | null {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

function differs(before: Leaf | undefined, after: Leaf): boolean {
  return before?.token !== after.token || after.secretChanged;
}

function leafChange(before: Leaf | undefined, after: Leaf | undefined): LeafChange {
  return {
    path: pathText((after ?? before)?.path ?? []),
    before: before?.value ?? null,
    after: after?.value ?? null,
  };
}
