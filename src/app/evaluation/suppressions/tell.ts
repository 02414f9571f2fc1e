import type { Diagnostic, DiagnosticMessage } from "../../../model/diagnostic.ts";
import { digestOf } from "../../../model/digest.ts";
import { type JsonValue, pointerOf } from "../../../model/json.ts";
import { fileLocation } from "../../../model/location.ts";
import type { ReportSuppression, SuppressionState, SuppressionTarget } from "../../../model/suppression.ts";
import type { JudgedFinding } from "../../../policy/judged-finding.ts";
import { covers } from "../../../waivers/index.ts";
import type { EvaluationTask } from "../task.ts";
import { blockAddress, suppressionIdentity, suppressionsMax } from "./collect.ts";
import { type BothSuppressions, identitiesOf, type StatedSuppression } from "./settle.ts";

const messages: Readonly<Record<SuppressionState, DiagnosticMessage<"suppression">>> = {
  counts: "suppression",
  never: "suppression_never",
  "not-allowed": "suppression_not_allowed",
  "no-reason": "suppression_without_reason",
  "without-rule": "suppression_without_rule",
  "unknown-rule": "suppression_of_unknown_rule",
  rendered: "suppression_rendered",
  unattached: "suppression_unattached",
};

export interface ToldSuppressions {
  /** For the rule about rules: comparing both sides tells what is new. */
  readonly diagnostics: { readonly base: readonly Diagnostic[]; readonly head: readonly Diagnostic[] };
  readonly listed: readonly ReportSuppression[];
}

/** Puts into words what was asked, and what came of it. `judged`: what the rules found in the roots of both sides. */
export function tellSuppressions(
  task: EvaluationTask,
  both: BothSuppressions,
  judged: { readonly base: readonly JudgedFinding[]; readonly head: readonly JudgedFinding[] },
): ToldSuppressions {
  const emptyAt = {
    base: emptiness(task, judged.base),
    head: emptiness(task, judged.head),
  };
  const standing = new Set(both.base.flatMap(identitiesOf));
  const shared = standing.intersection(new Set(both.head.flatMap(identitiesOf)));
  const side = (name: "base" | "head") => [
    ...both[name].flatMap((one) =>
      diagnosticsOf(placed(one, shared), isTouched(task, one) && emptyAt[name](one)),
    ),
    ...cutDiagnostic(both.cut[name]),
  ];
  const head = side("head");
  return {
    diagnostics: { base: [...side("base"), ...untouched(task, both, head)], head },
    listed: both.head.map((one) =>
      listed(one, task.trees.base === null ? null : standing, emptyAt.head(one)),
    ),
  };
}

/** What stands in a file that nobody touched was there before, also where what it stands on was not. */
function untouched(
  { changedPaths }: EvaluationTask,
  { base }: BothSuppressions,
  head: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (changedPaths === null) return [];
  const touched = new Set(changedPaths.map(({ path }) => path));
  const known = new Set(base.map(({ location, ruleId }) => placeKey(location.path, ruleId)));
  return head.filter(
    ({ kind, location, arguments: { rule } }) =>
      kind === "suppression" && !touched.has(location.path) && !known.has(placeKey(location.path, rule)),
  );
}

function placeKey(path: string, rule: JsonValue | undefined): string {
  return JSON.stringify([path, rule === "" ? null : (rule ?? null)]);
}

function listed(
  one: StatedSuppression,
  standing: ReadonlySet<string> | null,
  ofNothing: boolean,
): ReportSuppression {
  const { ruleId, kind, reason, location, state } = one;
  const isNew = standing !== null && state === "counts" && !identitiesOf(one).some((id) => standing.has(id));
  return {
    ruleId,
    kind,
    path: location.path,
    line: location.startLine,
    reason,
    state: isNew ? "new" : state,
    ofNothing,
  };
}

/**
 * Whether one silences nothing. A rule about changes speaks only now and then, one that did not run says nothing about
 * it, and what a plan shows was not looked at here.
 */
function emptiness(
  task: EvaluationTask,
  judged: readonly JudgedFinding[],
): (suppression: StatedSuppression) => boolean {
  const steady = new Set(
    task.rules.filter(({ scope }) => scope === "resource" || scope === "root").map(({ id }) => id),
  );
  const byRule = Map.groupBy(judged, ({ ruleId }) => ruleId);
  return ({ ruleId, state, targets }) => {
    if (ruleId === null || state !== "counts" || !steady.has(ruleId) || task.plans.length > 0) return false;
    const found = byRule.get(ruleId) ?? [];
    return !targets.some((target) => found.some((finding) => covers(target, finding)));
  };
}

/** What an unchanged file holds is not the author's to mend, and may serve roots that nobody looked at. */
function isTouched({ changedPaths }: EvaluationTask, { location }: StatedSuppression): boolean {
  return changedPaths?.some(({ path }) => path === location.path) ?? false;
}

interface Placed {
  readonly one: StatedSuppression;
  /** The target that names it: one that both sides have, where there is such a one. */
  readonly target: SuppressionTarget | null;
}

function placed(one: StatedSuppression, shared: ReadonlySet<string>): Placed {
  const { ruleId } = one;
  const targets = one.targets
    .map((target) => ({ target, identity: suppressionIdentity(ruleId ?? "", target) }))
    .toSorted((left, right) => (left.identity < right.identity ? -1 : 1));
  const chosen = targets.find(({ identity }) => shared.has(identity)) ?? targets[0];
  return { one, target: chosen?.target ?? null };
}

function diagnosticsOf(suppression: Placed, ofNothing: boolean): readonly Diagnostic[] {
  const diagnostic = diagnosticOf(suppression, messages[suppression.one.state]);
  return ofNothing ? [diagnostic, diagnosticOf(suppression, "suppression_of_nothing")] : [diagnostic];
}

function diagnosticOf({ one, target }: Placed, messageId: DiagnosticMessage<"suppression">): Diagnostic {
  const { ruleId, reason, location } = one;
  const place = target === null ? location.path : blockAddress(target.address);
  const inside = target === null ? "" : pointerOf(target.namedPath);
  return {
    kind: "suppression",
    messageId,
    arguments: { rule: ruleId ?? "", reason, place: readable(place) },
    subject: [target?.rootKey ?? "", `${place}${inside}`, ruleId ?? ""].join(" ").trim(),
    digest: digestOf(reason),
    location,
  };
}

/** `apps/Deployment/shop/api` is the Deployment shop/api to people. */
function readable(place: string): string {
  const [, kind, rest] = /^[^/]+\/([A-Z][A-Za-z0-9]*)\/(.+)$/.exec(place) ?? [];
  return kind === undefined || rest === undefined ? place : `${kind} ${rest.replace(/^-?\//, "")}`;
}

function cutDiagnostic(path: string | null): readonly Diagnostic[] {
  if (path === null) return [];
  return [
    {
      kind: "not-read",
      messageId: "limit_exceeded",
      arguments: { path, limit: "suppressionsMax", maximum: suppressionsMax },
      subject: path,
      digest: digestOf([path, suppressionsMax]),
      location: fileLocation(path),
    },
  ];
}
