import { type IgnoreRequest, ignoreRequest } from "../../formats/comments/ignore-request.ts";
import { namePath } from "../../model/element-key.ts";
import { isJsonObject, type ObjectPath } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import type { Root } from "../../model/root.ts";
import type { SuppressionRequest, SuppressionTarget } from "../../model/suppression.ts";
import { redactText } from "../secrets/redact.ts";
import type { IgnoreComment } from "./comments.ts";
import { lineKey, valuesByLine } from "./lines.ts";

export { type IgnoreComment, ignoreComments } from "./comments.ts";

/** The annotation, and with a dot and more behind it further ones. */
const annotation = "sekisho/ignore";

export interface SuppressionSource {
  readonly root: Root;
  readonly comments: readonly IgnoreComment[];
  /** With their secrets masked. */
  readonly resources: readonly Resource[];
}

/**
 * Everything in a root that asks to ignore a rule, one for each rule and place. A comment stands on the value that
 * begins on its line or, where it is alone, on the line below, with everything in it; on the first line of an object or
 * block it stands on the whole. An annotation stands on its object. Comments of charts are gone before there are values,
 * and stand on nothing.
 */
export function suppressionsIn(source: SuppressionSource): readonly SuppressionRequest[] {
  return [...fromComments(source), ...source.resources.flatMap(fromAnnotations)];
}

function fromComments({ root, comments, resources }: SuppressionSource): readonly SuppressionRequest[] {
  if (comments.length === 0) return [];
  const rendered = root.kind === "chart";
  const targets = rendered
    ? new Map<string, SuppressionTarget[]>()
    : targetsByLine(root, comments, resources);
  return comments.flatMap(({ path, startLine, endLine, aboutLine, request }) =>
    each(request, {
      kind: "comment",
      location: { path, startLine, endLine },
      rendered,
      targets: targets.get(lineKey(path, aboutLine)) ?? [],
    }),
  );
}

function targetsByLine(
  { kind }: Root,
  comments: readonly IgnoreComment[],
  resources: readonly Resource[],
): ReadonlyMap<string, readonly SuppressionTarget[]> {
  const wanted = new Set(comments.map(({ path, aboutLine }) => lineKey(path, aboutLine)));
  const targets = new Map<string, SuppressionTarget[]>();
  for (const resource of resources) {
    if (kind === "manifests" && !holdsOne(resource, comments)) continue;
    for (const [line, paths] of valuesByLine(resource, wanted)) {
      const known = targets.get(line) ?? [];
      targets.set(line, [...known, ...paths.map((path) => target(resource, path))]);
    }
  }
  return targets;
}

/** The values of a plain manifest stand within it; those of Terraform and of overlays may stand anywhere. */
function holdsOne({ location }: Resource, comments: readonly IgnoreComment[]): boolean {
  return comments.some(
    ({ path, aboutLine }) =>
      path === location.path && aboutLine >= location.startLine && aboutLine <= location.endLine,
  );
}

function fromAnnotations(resource: Resource): readonly SuppressionRequest[] {
  const { object, locate } = resource;
  const metadata = typeof object["apiVersion"] === "string" ? object["metadata"] : undefined;
  const annotations = isJsonObject(metadata) ? metadata["annotations"] : undefined;
  if (!isJsonObject(annotations)) return [];
  return Object.entries(annotations).flatMap(([key, value]) => {
    if (typeof value !== "string" || !(key === annotation || key.startsWith(`${annotation}.`))) return [];
    const place = {
      kind: "annotation",
      location: locate(["metadata", "annotations", key]),
      rendered: false,
      targets: [target(resource, [])],
    } as const;
    const lines = value.split("\n").filter((line) => line.trim() !== "");
    return lines.flatMap((line) => each(ignoreRequest(line), place));
  });
}

function each(
  { ruleIds, reason }: IgnoreRequest,
  place: Omit<SuppressionRequest, "ruleId" | "reason">,
): readonly SuppressionRequest[] {
  const shown = redactText(reason);
  if (ruleIds.length === 0) return [{ ...place, ruleId: null, reason: shown }];
  return ruleIds.map((ruleId) => ({ ...place, ruleId, reason: shown }));
}

function target({ rootKey, address, object }: Resource, path: ObjectPath): SuppressionTarget {
  return { rootKey, address, path, namedPath: namePath(object, path) };
}
