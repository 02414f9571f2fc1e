import type { Finding } from "../../model/finding.ts";
import type { GateInput, GateOutcome } from "../../model/gate.ts";
import type { StoredPullRecord } from "../../model/record.ts";
import type { Report } from "../../model/report.ts";
import { type PublicationContext, renderPublication } from "../../report/publication/index.ts";
import { readExcerpts } from "../excerpts.ts";
import { policiesInForce } from "../policies-in-force.ts";
import { answersOf } from "./answers.ts";
import { type AskedTeams, askedTeams } from "./asked-teams.ts";
import { changedLines } from "./changed-lines.ts";
import type { CarriedOut } from "./commands.ts";
import { type Decided, judgementFrom } from "./decide.ts";
import { effectOfEdit } from "./effect.ts";
import type { Heard } from "./hear.ts";
import type { Looked } from "./plans/artifacts.ts";
import { plansSaid } from "./plans/said.ts";
import type { AttendPorts } from "./ports.ts";
import type { Desired } from "./publish.ts";
import { receiptOfDecision } from "./receipt.ts";
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
  const asked = await askedTeams(situation, gate, ports);
  const context = await contextOf(found, asked, ports);
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
    request: asked.request,
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

async function contextOf(
  found: Found,
  { missing, another }: AskedTeams,
  ports: AttendPorts,
): Promise<PublicationContext> {
  const { situation, decided, gate, records } = found;
  const { repository, pull, snapshot, inForce } = situation;
  const { rules } = policiesInForce(inForce.settings, ports.review);
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
    ...(inForce.settings.observing === undefined ? {} : { newRules: inForce.settings.observing }),
    broken: inForce.broken,
    ...(missing.length === 0 ? {} : { missingTeams: missing }),
    ...(another.length === 0 ? {} : { otherTeams: another }),
    effect: await effectOfEdit(situation, ports),
    announced: decided.announced ?? null,
    plans: plansSaid(situation, records, found.looked, ports.addresses),
    ...(await receiptOfDecision(decided.decisionId, records, ports)),
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
