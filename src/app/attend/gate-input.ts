import { automationAllows } from "../../gate/index.ts";
import type { Mirrors } from "../../git/index.ts";
import type { Configuration } from "../../model/configuration.ts";
import type { GateInput, GateSettings } from "../../model/gate.ts";
import { addDays, localDateAt } from "../../model/local-date.ts";
import type { Account, CommitFacts } from "../../model/pull.ts";
import type { StoredPullRecord } from "../../model/record.ts";
import type { Report } from "../../model/report.ts";
import { type CommitContents, createContributors } from "./contributors.ts";
import type { Judgement } from "./decide.ts";
import type { Situation } from "./situation.ts";

/** Merges of the base into a pull request that are looked into: each costs two calls. Of more, their authors contribute. */
const mergesMax = 5;

export interface GateMoment {
  readonly now: Date;
  readonly decisionId: string;
  /** What counts in the modes in force. */
  readonly report: Report;
  readonly judgement: Judgement;
  readonly records: readonly StoredPullRecord[];
}

/** Everything that the gate judges by, gathered: who is in which team now, and who wrote what. */
export async function gateInputOf(
  situation: Situation,
  moment: GateMoment,
  mirrors: Pick<Mirrors, "commitPaths" | "automaticMerge">,
): Promise<GateInput> {
  const { pull } = situation;
  const { report, records, judgement } = moment;
  const [members, contents] = await Promise.all([
    membersOf(situation, moment),
    peopleMatter(situation, moment) ? contentsOf(situation, mirrors) : nothingKnown,
  ]);
  return {
    now: moment.now.toISOString(),
    mode: report.mode,
    pull,
    decision: report.decision,
    decisionId: moment.decisionId,
    records,
    members,
    contributorsOf: createContributors({
      pull,
      records,
      contents,
      changedPathsByRoot: judgement.changedPathsByRoot,
    }),
    waivers: Object.values(report.waivers),
    ...lapsesOf(report, situation.inForce.settings.configuration),
    settings: settingsOf(situation, report),
  };
}

/** When each return stops being one: the day after the last on which its state is within the window. */
function lapsesOf({ findings }: Report, { rollback, timezone }: Configuration): Pick<GateInput, "lapses"> {
  const ends = findings.flatMap(({ returnsTo }) => (returnsTo === undefined ? [] : [returnsTo.until]));
  if (ends.length === 0) return {};
  const dates = ends.map((end) => addDays(localDateAt(new Date(end), timezone), rollback.windowDays + 1));
  return { lapses: [...new Set(dates)].sort() };
}

/** Nothing about contents: every commit may have changed anything, which is what counts against an approver. */
const nothingKnown: CommitContents = { paths: new Map(), automaticMerges: new Set() };

/** Whether anything hangs on who wrote what. */
function peopleMatter({ pull }: Situation, { report, records }: GateMoment): boolean {
  if (report.decision.riskItems.length === 0 && report.decision.route === "pass") return false;
  const approved = pull.reviews.some(({ state }) => state === "approved");
  const spoken = records.some(({ body }) => body.kind === "break-glass" || body.kind === "command");
  return approved || spoken || pull.commits.some(hasUnknownAuthor);
}

function hasUnknownAuthor({ authors, committer }: CommitFacts): boolean {
  return committer === null || authors.length === 0 || authors.includes(null);
}

async function contentsOf(
  { pull, source, github, repository }: Situation,
  mirrors: Pick<Mirrors, "commitPaths" | "automaticMerge">,
): Promise<CommitContents> {
  const paths = await mirrors.commitPaths(source, pull.commits);
  const automaticMerges = new Set<string>();
  const merges = pull.commits.filter(({ parents }) => parents.length === 2).slice(-mergesMax);
  for (const merge of merges) {
    const [own = "", other = ""] = merge.parents;
    const mergeBase = await github.read.mergeBase(repository, other, own);
    if ((await mirrors.automaticMerge(source, merge, mergeBase)) === "equal") automaticMerges.add(merge.sha);
  }
  return { paths, automaticMerges };
}

/** Of everybody whose word or authorship may count. Who is not asked about here is in no team. */
async function membersOf(
  { pull, speakerOf, inForce, authorTeams }: Situation,
  { report, records }: GateMoment,
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const members = new Map<string, Set<number>>();
  const add = (team: string, id: number) => {
    const known = members.get(team) ?? new Set();
    members.set(team, known.add(id));
  };
  if (pull.author !== null) for (const team of authorTeams) add(team, pull.author.id);
  const { decision } = report;
  if (decision.riskItems.length === 0 && decision.route === "pass") {
    if (inForce.settings.configuration.routing.peerApproval === "record") return members;
  }
  const people = new Map<number, Account>();
  for (const { by, state } of pull.reviews) if (by !== null && state === "approved") people.set(by.id, by);
  for (const { body } of records)
    if (body.kind === "confirmed") people.set(body.by.account.id, body.by.account);
  for (const account of people.values()) {
    for (const team of (await speakerOf(account)).teams) add(team, account.id);
  }
  return members;
}

function settingsOf({ inForce, pull }: Situation, report: Report): GateSettings {
  const { configuration } = inForce.settings;
  const { routing, breakGlass, tenants } = configuration;
  return {
    minimumApprovals: routing.minimumApprovals,
    unattributed: routing.unattributed,
    peerApproval: routing.peerApproval,
    stewards: configuration.stewards,
    ownerTeams: [...new Set(tenants.flatMap(({ teams }) => teams))].sort(),
    freezes: configuration.freezes,
    timezone: configuration.timezone,
    breakGlass: breakGlass === null ? null : { notBypass: breakGlass.notBypass },
    automation: automationOf(configuration, pull.author, report),
  };
}

/** A listed App whose line allows all that this changes. */
function automationOf(
  { automation }: Configuration,
  author: Account | null,
  { changes, decision }: Report,
): string | null {
  if (author?.bot !== true) return null;
  const slug = author.login.replace(/\[bot\]$/, "");
  const line = automation.find(({ app }) => app === slug);
  return line !== undefined && automationAllows(line, changes, decision.riskItems) ? line.app : null;
}
