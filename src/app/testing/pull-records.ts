import type { JsonObject } from "../../model/json.ts";
import type { PullRecord } from "../../model/record.ts";

/** A decision on a head, for tests; each test says what matters to it. */
export function decisionOf(
  head: string,
  over: { readonly decisionId?: string; readonly baseRef?: string; readonly report?: string } = {},
): PullRecord {
  const { decisionId = `decision of ${head}`, baseRef = "main", report = "report" } = over;
  return {
    kind: "decision",
    decisionId,
    inputs: {
      head,
      baseRef,
      baseTip: "0".repeat(40),
      mergeBase: "0".repeat(40),
      policySet: "p",
      configuration: "c",
      organisationCommit: null,
      waivers: "w",
      authorTeams: "t",
      locale: "en",
      program: "0.1.0",
    },
    route: "review",
    riskItems: [],
    riskDigest: "r",
    report,
    supersedes: null,
  };
}

/** What the gate said about {@link decisionOf} of a head. */
export function gateOf(
  head: string,
  conclusion: Extract<PullRecord, { kind: "gate" }>["conclusion"],
  state: JsonObject = { state: "approved" },
): PullRecord {
  return { kind: "gate", decisionId: `decision of ${head}`, conclusion, state };
}

export function mergedAs(commit: string, head: string): PullRecord {
  return { kind: "merged", commit, head, by: null };
}

export function checkWritten(head: string, outcome: "done" | "failed" | "obsolete" = "done"): PullRecord {
  return { kind: "publish-outcome", target: "check", digest: "d", outcome, githubId: 1, detail: null, head };
}
