import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import type { PullRecord, RepositoryRecord } from "../../model/record.ts";

/**
 * A year has half a million entries, and most of what they hold is asked for by no table: it goes from the log into the
 * package and is forgotten. `undefined`: nothing of it is needed.
 */
export function trimmedPull(body: PullRecord): PullRecord | undefined {
  switch (body.kind) {
    case "gate":
      return { ...body, state: trimmedState(body.state) };
    case "decision":
      return trimmedDecision(body);
    case "push-seen":
      return { kind: "push-seen", before: body.before === null ? null : "", after: "", by: body.by };
    case "publish-intent":
    case "publish-outcome":
    case "run-seen":
    case "plan-received":
    case "feedback":
    case "command":
    case "command-refused":
      return undefined;
    default:
      return body;
  }
}

type DecisionBody = Extract<PullRecord, { readonly kind: "decision" }>;

/** Of what it rests on only what a table or the page names; the statement in the package has all of it. */
function trimmedDecision(body: DecisionBody): PullRecord {
  const { head, baseRef, policySet, configuration, program, locale } = body.inputs;
  return {
    kind: "decision",
    decisionId: body.decisionId,
    inputs: {
      ...{ head, baseRef, policySet, configuration, program, locale },
      ...{ baseTip: "", mergeBase: "", organisationCommit: null, waivers: "", authorTeams: "" },
    },
    route: body.route,
    riskItems: body.riskItems.map((item) => ({
      ...{ ruleId: item.ruleId, rootKey: "", address: "", action: "", digest: "", reviewers: [] },
      asks: item.asks,
    })),
    riskDigest: "",
    report: body.report,
    supersedes: null,
  };
}

export function trimmedRepository(body: RepositoryRecord): RepositoryRecord | undefined {
  switch (body.kind) {
    case "deliveries-processed":
    case "local-review":
      return undefined;
    case "sweep":
      return body.failed.length === 0 ? undefined : { ...body, recovered: [] };
    default:
      return body;
  }
}

const statePartsKept = ["state", "peerApproved", "breakGlass", "waitingFor"] as const;

function trimmedState(state: JsonObject): JsonObject {
  const parts = Object.fromEntries(
    statePartsKept.flatMap((name) => (state[name] === undefined ? [] : [[name, state[name]] as const])),
  );
  return { ...parts, approvals: listOf(state["approvals"]).map(trimmedApproval) };
}

/** Without the items that it does not cover: they are in the decision. */
function trimmedApproval(approval: JsonObject): JsonObject {
  const { uncovered: _uncovered, ...rest } = approval;
  return rest;
}

export function listOf(value: JsonValue | undefined): readonly JsonObject[] {
  return isJsonArray(value ?? null)
    ? (value as readonly JsonValue[]).filter((each) => isJsonObject(each))
    : [];
}
