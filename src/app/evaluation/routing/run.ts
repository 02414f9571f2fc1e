import type { ChosenReviewers } from "../../../decision/index.ts";
import { configuredTeams } from "../../../model/configured-teams.ts";
import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { Finding } from "../../../model/finding.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { RoutingUnit } from "../../../model/policy-sources.ts";
import type { Attribution } from "../../../model/resource.ts";
import { compareWithBase } from "../../../policy/baseline/index.ts";
import { type AskedRouting, askRouting } from "../../../policy/foreign/ask-routing.ts";
import type { JudgedFinding } from "../../../policy/judged-finding.ts";
import type { Attribution as EvaluationAttribution } from "../attribution.ts";
import { endedUnit, failureDiagnostic, unitKeyPrefix } from "../foreign/run.ts";
import type { EvaluationPorts } from "../ports.ts";
import { settleFindings } from "../settle.ts";
import type { EvaluationTask } from "../task.ts";
import { type RoutingFacts, routingInput } from "./input.ts";
import { type RoutedChange, reasonFinding, repository, routedChange } from "./reasons.ts";

/** What routing rules are asked about, and by whom. */
export interface Routing {
  readonly task: Pick<
    EvaluationTask,
    "configuration" | "rules" | "changedPaths" | "today" | "policySources" | "failedRoots"
  >;
  readonly units: readonly RoutingUnit[];
  /** All that they see. */
  readonly input: JsonObject;
  readonly changes: readonly RoutedChange[];
  /** Of the repository itself. */
  readonly attribution: Attribution;
  readonly ports: Pick<EvaluationPorts, "engine" | "startRoot">;
  /** Makes findings of what could not be judged. */
  readonly judgeDiagnostics: (diagnostics: readonly Diagnostic[]) => Promise<readonly JudgedFinding[]>;
}

/** What routing rules add to a decision. Nothing in it takes anything away. */
export interface Routed {
  /** Their reasons, and where they could not judge, that. */
  readonly findings: readonly Finding[];
  readonly chosen: readonly ChosenReviewers[];
}

/** Changes and findings of one input: beyond that nobody asked, and somebody looks instead. */
const inputCharactersMax = 16 * 1024 * 1024;

/** What there is to route: an evaluation, as far as it has come. */
export interface Routable extends RoutingFacts {
  readonly attribution: Pick<EvaluationAttribution, "path">;
  readonly ports: EvaluationPorts;
  readonly judgeDiagnostics: Routing["judgeDiagnostics"];
}

/** Asks the routing rules in force, each for itself: none sees what another one says. */
export async function routeByPolicies(routable: Routable): Promise<Routed> {
  const { task, ports, judgeDiagnostics } = routable;
  const units = routingUnitsOf(task, task.trees.base !== null);
  if (units.length === 0) return { findings: [], chosen: [] };
  const changes = routable.changes.map(routedChange);
  const attribution = routable.attribution.path(repository.path, repository);
  const input = routingInput(routable);
  ports.recorder?.routing({
    ...{ input, attribution },
    changes: changes.map((change) => ({ ...change, content: change.content() })),
  });
  return route({ task, units, input, changes, attribution, ports, judgeDiagnostics });
}

/** The same, about what is known already. */
export async function route(routing: Routing): Promise<Routed> {
  const { task, units, input, changes, ports } = routing;
  const tooLarge = JSON.stringify(input).length > inputCharactersMax;
  const byId = new Map(changes.map((change) => [change.id, change]));
  const engine = await ports.engine("opa");
  const asked = units.map((unit) => {
    const ended = endedUnit(task.failedRoots, unit);
    if (ended !== undefined || tooLarge) return { unit, ...notAsked(unit, ended?.reason ?? "memory") };
    ports.startRoot({ kind: "judge", key: unitKeyPrefix + unit.id, roots: 0 });
    const teams = new Set([...configuredTeams(task.configuration).values(), ...unit.teams]);
    return { unit, ...askRouting(engine, unit, input, { changes: new Set(byId.keys()), teams }) };
  });
  const made = asked.map((one) => outcomeOf(one, byId, routing));
  const failures = asked.flatMap(({ unit, failures: those }) =>
    those.map((failure) => failureDiagnostic(unit, failure)),
  );
  const unread = failures.length === 0 ? [] : await routing.judgeDiagnostics(failures);
  const judged = [...made.flatMap(({ findings }) => findings), ...unread];
  return {
    findings: settleFindings(compareWithBase([], judged, []), task),
    chosen: made.flatMap(({ chosen }) => chosen),
  };
}

/** Nothing is routed where nothing is compared. */
export function routingUnitsOf(
  task: Pick<EvaluationTask, "rules" | "policySources">,
  compared: boolean,
): readonly RoutingUnit[] {
  if (!compared) return [];
  const inForce = new Set(task.rules.map(({ id }) => id));
  return (task.policySources?.units ?? [])
    .filter((unit) => unit.kind === "routing")
    .filter(({ ruleId }) => inForce.has(ruleId));
}

function notAsked({ label }: RoutingUnit, reason: string): AskedRouting {
  return {
    answer: { reasons: [], reviewers: [], wrong: [] },
    failures: [{ reason: reason === "time" ? "time" : "memory", name: label, detail: "" }],
  };
}

function outcomeOf(
  { unit, answer }: AskedRouting & { readonly unit: RoutingUnit },
  byId: ReadonlyMap<string, RoutedChange>,
  { changes, attribution }: Routing,
): { readonly findings: readonly JudgedFinding[]; readonly chosen: readonly ChosenReviewers[] } {
  const setBy = `policySources.${unit.source}`;
  const named = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? []);
  const findings = answer.reasons.map((reason) => {
    const about = reason.changes.length === 0 ? changes : named(reason.changes);
    return reasonFinding(reason, unit.ruleId, about, attribution);
  });
  const ofReasons = answer.reasons.flatMap(({ teams }, index): ChosenReviewers[] => {
    const finding = findings[index];
    if (finding === undefined || teams.length === 0) return [];
    const about = [{ rootKey: finding.rootKey, address: finding.address }];
    return [{ setBy, teams, rules: unit.ruleId, about, instead: true, organisation: unit.organisation }];
  });
  const ofOthers = answer.reviewers.map((choice): ChosenReviewers => {
    const about = choice.changes.length === 0 ? null : named(choice.changes);
    const { teams, rules, instead } = choice;
    return { setBy, teams, rules, about, instead, organisation: unit.organisation };
  });
  return { findings, chosen: [...ofReasons, ...ofOthers] };
}
