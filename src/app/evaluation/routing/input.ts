import { effectsOf, summariseChange } from "../../../changes/index.ts";
import { counts } from "../../../decision/index.ts";
import type { Decision } from "../../../model/decision.ts";
import type { Finding } from "../../../model/finding.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../model/json.ts";
import type { Reach } from "../../../model/reach.ts";
import { withoutMarkers } from "../../../policy/foreign/subject.ts";
import type { AttributedChange } from "../../../policy/input.ts";
import type { EvaluationTask } from "../task.ts";

export interface RoutingFacts {
  readonly task: EvaluationTask;
  readonly changes: readonly AttributedChange[];
  readonly findings: readonly Finding[];
  readonly decision: Decision;
  readonly reach: Reach;
}

/** What routing rules see of one pull request (`docs/guides/routing.md`), with every secret masked. */
export function routingInput(facts: RoutingFacts): JsonObject {
  const { task, changes, reach } = facts;
  const { decision, findings } = decidedSoFar(facts);
  const input = {
    version: 1,
    decision,
    pull: {
      author: task.author?.login ?? null,
      teams: task.author?.teams ?? null,
      targetBranch: task.targetBranch,
      changedPaths: (task.changedPaths ?? []).map(({ path, previousPath, status }) => ({
        ...{ path, previousPath, status },
      })),
      reach,
    },
    changes: changes.map(changeOf),
    findings,
    tenants: task.configuration.tenants.map(({ name, teams }) => ({ name, teams })),
    environments: task.configuration.environments.map(({ name, production }) => ({ name, production })),
  };
  return plain(input);
}

/** What the input says of the decision that routing rules add to. */
export function decidedSoFar({
  task,
  findings,
  decision: { route, reasons, reviewers, reviewersLater },
}: Pick<RoutingFacts, "findings" | "decision"> & { readonly task: Pick<EvaluationTask, "rules"> }) {
  const families = new Map(task.rules.map(({ id, family }) => [id, family]));
  return {
    decision: {
      route,
      reasons: reasons.map(({ ruleId, enforcement }) => ({ ruleId, enforcement })),
      reviewers: [...reviewers, ...reviewersLater],
    },
    findings: findings.filter(counts).map((finding) => findingOf(finding, families)),
  };
}

/** The name of a change in the input, and in what routing rules answer. */
export function changeId({ change }: AttributedChange): string {
  return `${change.rootKey} ${change.address}`;
}

function changeOf(attributed: AttributedChange) {
  const { change, attribution } = attributed;
  const { leaves, omitted } = summariseChange(change);
  const { environment, owner, pathOwner, cluster } = attribution;
  return {
    id: changeId(attributed),
    root: change.rootKey,
    address: change.address,
    type: change.type,
    action: change.action,
    path: (change.after ?? change.before)?.location.path ?? null,
    environment: environment.name,
    production: environment.production,
    tenants: owner,
    pathTenants: pathOwner,
    cluster,
    values: leaves,
    valuesOmitted: omitted,
    effects: effectsOf(change),
  };
}

function findingOf(finding: Finding, families: ReadonlyMap<string, string>) {
  const { ruleId, messageId, enforcement, severity, kind, rootKey, address, type } = finding;
  return {
    ...{ ruleId, messageId, enforcement, severity, kind, address, type },
    root: rootKey,
    family: families.get(ruleId) ?? "",
    change: `${rootKey} ${address}`,
    path: finding.location.path,
    environment: finding.environment,
    production: finding.production,
    tenants: finding.owner,
    arguments: finding.arguments,
    measure: finding.measure,
  };
}

/** As JSON has it, with words where markers of secrets stood. */
export function plain(input: object): JsonObject {
  const copied: JsonValue = JSON.parse(JSON.stringify(input));
  const shown = withoutMarkers(copied);
  return isJsonObject(shown) ? shown : {};
}
