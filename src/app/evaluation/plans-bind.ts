import type { ChangeAction } from "../../model/change.ts";
import type { Diagnostic, NotEvaluated } from "../../model/diagnostic.ts";
import { digestOf } from "../../model/digest.ts";
import type { JsonObject } from "../../model/json.ts";
import { fileLocation } from "../../model/location.ts";
import type { PlanReading, PlanRefusal, RefusedPlan, ReportPlan, TerraformPlan } from "../../model/plan.ts";
import { mainFile } from "../../model/root.ts";
import { bestRoots } from "../../resources/terraform-plan/index.ts";
import { currentSide, type Loaded, type LoadedRoot } from "./loaded.ts";

/** Which plan belongs to which root, and what there is to say about those that belong to none. */
export interface PlanBinding {
  /** Root key to its plans, in the order given. */
  readonly bound: ReadonlyMap<string, readonly TerraformPlan[]>;
  readonly diagnostics: readonly Diagnostic[];
  readonly notEvaluated: readonly NotEvaluated[];
  readonly plans: readonly ReportPlan[];
}

/** What became of one plan. */
type Fate =
  | { readonly kind: "bound"; readonly root: LoadedRoot }
  | { readonly kind: "untouched" }
  | {
      readonly kind: "not-bound";
      readonly messageId: "plan_root_missing" | "plan_not_bound" | "plan_ambiguous";
      readonly arguments: JsonObject;
    };

/** Binds each plan to the root that it names, else to the one root whose blocks fit its addresses best. */
export function bindPlans(readings: readonly PlanReading[], loaded: Loaded): PlanBinding {
  const bound = new Map<string, TerraformPlan[]>();
  const diagnostics: Diagnostic[] = [];
  const notEvaluated: NotEvaluated[] = [];
  const plans: ReportPlan[] = [];
  for (const reading of readings) {
    if (reading.kind === "refused") {
      diagnostics.push(refusal(reading, loaded));
      plans.push(refusedPlan(reading));
      continue;
    }
    const { plan } = reading;
    const fate = fateOf(plan, loaded);
    if (fate.kind === "bound") {
      const { key } = fate.root;
      bound.set(key, [...(bound.get(key) ?? []), plan]);
      diagnostics.push(...incomplete(plan, fate.root));
    }
    if (fate.kind === "not-bound")
      diagnostics.push(said(plan.name, fate.messageId, fate.arguments, placeOf(plan.root, loaded)));
    else notEvaluated.push(...driftOf(plan, fate));
    plans.push(reportPlan(plan, fate));
  }
  return { bound, diagnostics, notEvaluated, plans };
}

/** What is said about plans is said of the repository: they stand in no tree. */
export function withPlanDiagnostics(loaded: Loaded, { diagnostics, notEvaluated }: PlanBinding): Loaded {
  if (diagnostics.length === 0 && notEvaluated.length === 0) return loaded;
  const { base, head } = loaded.diagnostics;
  return {
    ...loaded,
    diagnostics: { base, head: [...head, ...diagnostics] },
    notEvaluated: [...loaded.notEvaluated, ...notEvaluated],
  };
}

function fateOf(plan: TerraformPlan, loaded: Loaded): Fate {
  const roots = loaded.roots.filter(isTerraform);
  const named = plan.root === null ? roots : roots.filter((root) => isNamed(root, plan.root ?? ""));
  if (plan.root !== null && named.length === 0) {
    return hasTerraform(loaded, plan.root)
      ? { kind: "untouched" }
      : { kind: "not-bound", messageId: "plan_root_missing", arguments: { root: plan.root } };
  }
  const [only] = named;
  if (plan.root !== null && only !== undefined && named.length === 1) return { kind: "bound", root: only };
  const best = bestRoots(plan, named, ({ base, head }) => [
    ...(base?.resources ?? []),
    ...(head?.resources ?? []),
  ]);
  const [first] = best;
  if (first === undefined) return { kind: "not-bound", messageId: "plan_not_bound", arguments: {} };
  if (best.length === 1) return { kind: "bound", root: first };
  const names = best.map(({ key }) => key.slice(key.indexOf(":") + 1));
  return { kind: "not-bound", messageId: "plan_ambiguous", arguments: { roots: names } };
}

/** A folder that looks like a module for others is a root to whoever plans in it. */
function isTerraform(loaded: LoadedRoot): boolean {
  const { kind } = currentSide(loaded).root;
  return kind === "terraform" || kind === "terraform-module";
}

/** By its folder, or by folder and variant (`infra#prod`). */
function isNamed(loaded: LoadedRoot, name: string): boolean {
  const { root } = currentSide(loaded);
  return root.path === folderOf(name) || root.key === `${root.kind}:${folderOf(name)}`;
}

function folderOf(name: string): string {
  const folder = name.replace(/^(?:\.\/)+/, "").replace(/\/+$/, "");
  return folder === "" ? "." : folder;
}

function hasTerraform({ trees }: Loaded, name: string): boolean {
  const folder = folderOf(name.split("#")[0] ?? "");
  const start = folder === "." ? "" : `${folder}/`;
  for (const path of trees.head.entries.keys()) {
    if (path.startsWith(start) && /^[^/]*\.(?:tf|tofu)(?:\.json)?$/.test(path.slice(start.length)))
      return true;
  }
  return false;
}

function said(name: string, messageId: Diagnostic["messageId"], more: JsonObject, path: string): Diagnostic {
  return {
    kind: "not-read",
    messageId,
    arguments: { plan: name, ...more },
    subject: name,
    digest: digestOf([name, messageId, more]),
    location: fileLocation(path),
  };
}

function refusal(reading: RefusedPlan, loaded: Loaded): Diagnostic {
  const { name, reason, detail, root } = reading;
  const messageId = refusals[reason];
  return said(name, messageId, detail === "" ? {} : { detail }, placeOf(root, loaded));
}

const refusals = {
  binary: "plan_binary",
  state: "plan_state",
  "not-json": "plan_not_json",
  truncated: "plan_truncated",
  "too-deep": "plan_too_deep",
  "too-large": "plan_too_large",
  "event-stream": "plan_event_stream",
  "not-a-plan": "plan_not_a_plan",
  version: "plan_version",
  time: "plan_time",
  memory: "plan_memory",
  archive: "plan_archive",
  missing: "plan_missing",
} as const satisfies Record<PlanRefusal, Diagnostic["messageId"]>;

/** A plan stands in no tree: what is said about it stands at its root, else at some Terraform that the change touches. */
function placeOf(root: string | null, loaded: Loaded): string {
  const terraform = loaded.roots.filter(isTerraform);
  const named = root === null ? undefined : terraform.find((one) => isNamed(one, root));
  const some = named ?? terraform[0] ?? loaded.roots[0];
  if (some !== undefined) return mainFile(currentSide(some).root);
  const [first = "."] = loaded.trees.head.entries.keys();
  return first;
}

/** Addresses that one sentence names. */
const namedAddressesMax = 20;

/** What Terraform itself says is missing from the plan. */
function incomplete(plan: TerraformPlan, root: LoadedRoot): readonly Diagnostic[] {
  const path = mainFile(currentSide(root).root);
  const diagnostics: Diagnostic[] = [];
  if (plan.errored) diagnostics.push(said(plan.name, "plan_errored", {}, path));
  if (plan.deferred.length > 0) {
    const addresses = plan.deferred.slice(0, namedAddressesMax).map(({ address }) => address);
    diagnostics.push(said(plan.name, "plan_deferred", { count: plan.deferred.length, addresses }, path));
  } else if (!plan.complete && !plan.errored) diagnostics.push(said(plan.name, "plan_incomplete", {}, path));
  return diagnostics;
}

/** Drift is nobody's change: it is listed, and it is no finding. */
function driftOf(plan: TerraformPlan, fate: Exclude<Fate, { kind: "not-bound" }>): readonly NotEvaluated[] {
  const path = fate.kind === "bound" ? mainFile(currentSide(fate.root).root) : folderOf(plan.root ?? ".");
  const untouched: readonly NotEvaluated[] =
    fate.kind === "untouched" ? [{ path, reason: "plan-of-untouched-root", detail: plan.name }] : [];
  return [
    ...untouched,
    ...driftAddresses(plan).map((detail): NotEvaluated => ({ path, reason: "drift", detail })),
  ];
}

function driftAddresses({ drift }: TerraformPlan): readonly string[] {
  return [...new Set(drift.map(({ address }) => address))].toSorted();
}

function reportPlan(plan: TerraformPlan, fate: Fate): ReportPlan {
  const status = { bound: "read", untouched: "untouched-root", "not-bound": "not-bound" } as const;
  const actions: Partial<Record<ChangeAction, number>> = {};
  for (const { action } of plan.changes) {
    if (action !== "no-op" && action !== "read") actions[action] = (actions[action] ?? 0) + 1;
  }
  return {
    name: plan.name,
    rootKey: fate.kind === "bound" ? fate.root.key : null,
    status: status[fate.kind],
    terraformVersion: plan.terraformVersion,
    complete: plan.complete,
    errored: plan.errored,
    actions,
    drift: driftAddresses(plan),
  };
}

function refusedPlan({ name }: RefusedPlan): ReportPlan {
  return {
    name,
    rootKey: null,
    status: "refused",
    terraformVersion: null,
    complete: false,
    errored: false,
    actions: {},
    drift: [],
  };
}
