import { digestOf } from "../../model/digest.ts";
import type { Finding } from "../../model/finding.ts";
import type { GateInput, GateOutcome } from "../../model/gate.ts";
import type { StoredPullRecord } from "../../model/record.ts";
import type { Report } from "../../model/report.ts";
import { type PublicationContext, renderPublication } from "../../report/publication/index.ts";
import { readExcerpts } from "../excerpts.ts";
import { answersOf } from "./answers.ts";
import { changedLines } from "./changed-lines.ts";
import type { CarriedOut } from "./commands.ts";
import { type Decided, judgementFrom } from "./decide.ts";
import { effectOfEdit } from "./effect.ts";
import type { Heard } from "./hear.ts";
import type { Looked } from "./plans/artifacts.ts";
import { plansSaid } from "./plans/said.ts";
import type { AttendPorts } from "./ports.ts";
import type { Desired } from "./publish.ts";
import type { Situation } from "./situation.ts";
import { standingOf } from "./standing.ts";

/** Reports of dropped approvals that are looked up to say what is new: more would not be read. */
const approvedReportsMax = 3;

export interface Found {
  readonly situation: Situation;
  readonly heard: Heard;
  readonly decided: Decided;
  readonly gate: {
    readonly report: Report;
    readonly observed: readonly Finding[];
    readonly outcome: GateOutcome;
    readonly input: GateInput;
  };
  readonly records: readonly StoredPullRecord[];
  readonly carried: CarriedOut;
  /** What came of looking for plans. */
  readonly looked: Looked;
}

/** Everything that the pull request should show now. */
export async function desiredOf(found: Found, ports: AttendPorts): Promise<Desired> {
  const { situation, heard, decided, gate, carried } = found;
  const { repository, pull } = situation;
  const context = await contextOf(found, ports);
  const { check, checkDigest, comment } = renderPublication({
    report: gate.report,
    gate: gate.outcome,
    context,
  });
  return {
    repository,
    number: pull.number,
    head: pull.head.sha,
    decisionId: decided.decisionId,
    check,
    checkDigest,
    comment,
    request: requestOf(situation, gate),
    suggestions: suggestionsOf(found),
    reactions: carried.reactions,
    rewriteCheck: heard.facts.some(({ fact }) => fact.kind === "check-rerequested"),
  };
}

/** Of what the author has to fix, as far as it counts here. A draft is not talked into. */
function suggestionsOf({ situation, decided, gate }: Found): Desired["suggestions"] {
  if (situation.pull.draft || gate.report.mode === "observe") return [];
  const blocking = new Set(
    gate.report.findings
      .filter(({ enforcement }) => enforcement === "block")
      .map(({ fingerprint }) => fingerprint),
  );
  return decided.judgement.fixes
    .filter(({ fingerprints }) => fingerprints.some((fingerprint) => blocking.has(fingerprint)))
    .map(({ suggestion }) => suggestion);
}

/**
 * Teams are asked once for each set of risks. Whoever confirms is of the owning team: where that is the author, nobody
 * else has to hear of it.
 */
function requestOf({ pull, authorTeams }: Situation, { outcome, report }: Found["gate"]): Desired["request"] {
  const reviewing = new Set(
    outcome.items.flatMap(({ kind, item }) => (kind === "review" ? item.reviewers : [])),
  );
  const wanted = outcome.waitingFor.filter((team) => reviewing.has(team) || !authorTeams.includes(team));
  if (wanted.length === 0) return null;
  const asked = new Set(pull.requestedTeams.map((team) => team.toLowerCase()));
  return {
    teams: wanted.filter((team) => !asked.has(team.toLowerCase())),
    digest: digestOf([[...wanted], report.decision.riskDigest]),
  };
}

async function contextOf(found: Found, ports: AttendPorts): Promise<PublicationContext> {
  const { situation, decided, gate, records } = found;
  const { repository, pull, snapshot, inForce } = situation;
  const { rules } = ports.review.policySet;
  const shown = gate.report.findings.filter(({ baselineState }) => baselineState !== "unchanged");
  const paths = [...new Set(shown.map(({ location }) => location.path))];
  const [excerpt, lines, approvedReports] = await Promise.all([
    readExcerpts(shown, decided.judgement.masked, snapshot),
    changedLines(paths, snapshot),
    approvedReportsOf(found, ports),
  ]);
  return {
    repository: {
      url: ports.addresses.web(repository),
      owner: repository.owner,
      name: repository.name,
    },
    number: pull.number,
    decisionId: decided.decisionId,
    commented: standingOf(records, "comment").written !== null,
    excerpt,
    changedLines: lines,
    approvedReports,
    ...answersOf(situation, records, rules),
    observed: gate.observed,
    broken: inForce.broken,
    effect: await effectOfEdit(situation, ports),
    announced: null,
    plans: plansSaid(situation, records, found.looked, ports.addresses),
  };
}

/** What dropped approvals were given for, newest first. */
async function approvedReportsOf(
  { gate, records }: Found,
  { store }: AttendPorts,
): Promise<readonly Report[]> {
  if (!gate.outcome.approvals.some(({ kind }) => kind === "dropped")) return [];
  const commits = new Set(
    records.flatMap(({ body }) => (body.kind === "approval-seen" ? [body.commit] : [])),
  );
  const digests = records.flatMap(({ body }) =>
    body.kind === "decision" && commits.has(body.inputs.head) ? [body.report] : [],
  );
  const newest = [...new Set(digests.toReversed())].slice(0, approvedReportsMax);
  const blobs = await Promise.all(newest.map((digest) => store.blobs.get(digest)));
  return blobs.flatMap((bytes) => (bytes === null ? [] : [judgementFrom(bytes).report]));
}
