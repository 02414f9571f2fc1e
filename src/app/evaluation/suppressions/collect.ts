import type { ResourceChange } from "../../../model/change.ts";
import type { ChangedPath } from "../../../model/changed-path.ts";
import type { SuppressionRequest, SuppressionTarget } from "../../../model/suppression.ts";
import { suppressionsIn } from "../../../resources/suppressions/index.ts";
import type { Loaded } from "../loaded.ts";

/** Exceptions on one side of a change: a team that has more of them has switched the rules off. */
export const suppressionsMax = 1_000;

export interface Collected {
  readonly requests: readonly SuppressionRequest[];
  /** The first file of which not all of them count; `null`: they all do. */
  readonly cutAt: string | null;
}

/** Everything on one side that asks to ignore a rule, each once: a file may belong to many roots. */
export function collectSuppressions(roots: Loaded["roots"], side: "base" | "head"): Collected {
  const found = new Map<string, SuppressionRequest>();
  for (const loaded of roots) {
    const own = loaded[side];
    if (own === null) continue;
    for (const request of suppressionsIn({ ...own, comments: own.comments ?? [] })) {
      const key = keyOf(request);
      const known = found.get(key);
      found.set(key, known === undefined ? request : united(known, request));
    }
  }
  const sorted = [...found].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, one]) => one);
  return {
    requests: sorted.slice(0, suppressionsMax),
    cutAt: sorted[suppressionsMax]?.location.path ?? null,
  };
}

/** A comment is known by its place; an annotation by its object too, since one line may give it to many. */
function keyOf({ kind, location, ruleId, targets }: SuppressionRequest): string {
  const line = String(location.startLine).padStart(lineDigits, "0");
  const object = kind === "annotation" ? targets.map(({ rootKey, address }) => [rootKey, address]) : [];
  return JSON.stringify([location.path, line, ruleId ?? "", object]);
}

/** Lines sort as numbers do. */
const lineDigits = 9;

function united(left: SuppressionRequest, right: SuppressionRequest): SuppressionRequest {
  return {
    ...left,
    rendered: left.rendered && right.rendered,
    targets: [...left.targets, ...right.targets],
  };
}

/** What the base has, under the names that files and resources have in the head. */
export function inTermsOfHead(
  requests: readonly SuppressionRequest[],
  changes: readonly ResourceChange[],
  changedPaths: readonly ChangedPath[] | null,
): readonly SuppressionRequest[] {
  const paths = new Map(
    (changedPaths ?? []).flatMap(({ path, previousPath }) =>
      previousPath === null ? [] : [[previousPath, path] as const],
    ),
  );
  const moved = new Map(
    changes.flatMap(({ move, rootKey, address }) =>
      move === null ? [] : [[placeKey(move.fromRootKey, move.fromAddress), { rootKey, address }] as const],
    ),
  );
  return requests.map((request) => ({
    ...request,
    location: { ...request.location, path: paths.get(request.location.path) ?? request.location.path },
    targets: request.targets.map((target) => ({
      ...target,
      ...moved.get(placeKey(target.rootKey, target.address)),
    })),
  }));
}

function placeKey(rootKey: string, address: string): string {
  return JSON.stringify([rootKey, address]);
}

/** The same exception in two commits. All instances of one block of Terraform are one place. */
export function suppressionIdentity(ruleId: string, target: SuppressionTarget): string {
  return JSON.stringify([ruleId, target.rootKey, blockAddress(target.address), target.namedPath]);
}

/** `module.a["x"].aws_b.c[0]` is written as `module.a.aws_b.c`. */
export function blockAddress(address: string): string {
  return address.replace(/\[(?:\d+|\*|"(?:[^"\\]|\\.)*")\]/g, "");
}
