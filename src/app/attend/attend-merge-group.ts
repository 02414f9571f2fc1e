import { judgeMergeGroup } from "../../gate/index.ts";
import type { MirrorSnapshot } from "../../git/index.ts";
import { digestOf, sha256Hex } from "../../model/digest.ts";
import type { BranchPast } from "../../model/past.ts";
import type { CheckRunContent } from "../../model/publication.ts";
import type { Subject } from "../../model/pull.ts";
import type { RepositoryRecord } from "../../model/record.ts";
import { renderMergeGroup } from "../../report/publication/index.ts";
import type { Job } from "../../store/index.ts";
import { readExcerpts } from "../excerpts.ts";
import { policiesInForce } from "../policies-in-force.ts";
import type { MadeCase } from "../replay/record.ts";
import type { RecordedReview } from "../review.ts";
import { closedWith, openPast } from "./branch-past.ts";
import { hear } from "./hear.ts";
import type { InForce } from "./in-force.ts";
import { inModes } from "./judge-pull.ts";
import { identityOf, type JudgedReport, judgeAndRecord } from "./judge-trees.ts";
import { keptCaseOfBranch } from "./kept-case.ts";
import { type Group, groupSettings, type Member, memberOf } from "./merge-group-members.ts";
import type { AttendPorts } from "./ports.ts";
import { openRange, sourceOf } from "./range.ts";
import { receiptOfGroup } from "./receipt.ts";
import { findRepository } from "./repository.ts";

type MergeGroupRecord = Extract<RepositoryRecord, { readonly kind: "merge-group" }>;
type GroupSubject = Extract<Subject, { readonly kind: "merge-group" }>;

/**
 * A merge group: what would be merged is judged as a whole, and what stands approved in its pull requests, taken
 * together, has to cover it. It is the same commit that GitHub merges, so its check is the last word.
 */
export async function attendMergeGroup(subject: GroupSubject, job: Job, ports: AttendPorts): Promise<void> {
  const { store } = ports;
  const github = ports.gitHub.installation(subject.installationId);
  const heard = hear(await store.inbox.pending(subject), ports.gitHub.self);
  const repository = await findRepository(subject.repositoryId, github, store.notes);
  const fact = heard.facts.map((each) => each.fact).find((each) => each.kind === "merge-group");
  const { deliveryIds: deliveries } = heard;
  if (repository !== null && fact !== undefined)
    await judgeGroup({ fact, repository, github, job, deliveries }, ports);
  await store.records.append([], { processed: heard.deliveryIds });
}

async function judgeGroup(group: Group, ports: AttendPorts): Promise<void> {
  const { fact, repository, github, job } = group;
  const range = {
    before: fact.base,
    after: fact.head,
    labels: { base: fact.baseRef, head: fact.headRef },
  };
  const snapshot = await openRange(range, { repository, github, signal: job.signal }, ports);
  // The queue was built anew, and this group with its check is nobody's any more.
  if (snapshot === null) return;
  // A group may stand on another one, which is not on the branch yet: what was in force is what the branch says now.
  const source = sourceOf({ repository, github, signal: job.signal }, ports.addresses);
  const { past, close } = openPast({ branch: fact.baseRef, tip: null }, source, ports.mirrors);
  try {
    await judgeSnapshot(group, snapshot, past, ports);
  } finally {
    closedWith(snapshot, close).close();
  }
}

async function judgeSnapshot(
  group: Group,
  snapshot: MirrorSnapshot,
  past: BranchPast,
  ports: AttendPorts,
): Promise<void> {
  const { fact, repository, github } = group;
  const { head, base, baseRef, headRef } = fact;
  const numbers = await github.read.mergeGroupPulls(repository, { baseRef, headRef, base, head });
  const read = await Promise.all(numbers.map((number) => memberOf(group, number, ports)));
  const members = read.filter((member) => member !== null);
  const inForce = await groupSettings(group, snapshot, members, ports);
  const { judged: judgement, recorded } = await evaluate(
    group,
    { ...snapshot, past },
    inForce,
    members,
    ports,
  );
  const { report } = inModes(judgement.report, inForce.settings, repository, ports);
  const pulls = members.map(({ input }) => input);
  const outcome = judgeMergeGroup({ mode: report.mode, decision: report.decision, pulls });
  const bytes = Buffer.from(JSON.stringify(judgement));
  const decisionId = groupDecisionId(group, inForce, members, ports);
  const made = await caseOf(group, { snapshot, inForce, judgement, recorded, bytes }, ports);
  const key = digestOf({
    decisionId,
    ...outcome,
    uncovered: outcome.uncovered.map((item) => ({ ...item })),
  });
  const body: MergeGroupRecord = {
    kind: "merge-group",
    ...{ head, base, pulls: numbers, decisionId, conclusion: outcome.conclusion },
    route: judgement.report.decision.route,
    report: sha256Hex(bytes),
    ...(made === null ? {} : { replay: made.digest }),
    uncovered: outcome.uncovered,
  };
  await ports.store.records.append([{ scope: "repository", repositoryId: repository.id, key, body }], {
    blobs: [bytes, ...(made?.blobs ?? [])],
  });
  await publish(
    group,
    renderMergeGroup({
      report,
      decisionId,
      conclusion: outcome.conclusion,
      pulls: numbers,
      uncovered: outcome.uncovered,
      blocked: outcome.blocked,
      shut: outcome.shut,
      repository: { ...repository, url: ports.addresses.web(repository) },
      excerpt: await readExcerpts(report.findings, judgement.masked, snapshot),
      ...(await receiptOfGroup(repository.id, key, ports)),
    }),
  );
}

/** A group is decided about as a pull request is, and can be decided about again in the same way. */
async function caseOf(
  { repository, fact, deliveries }: Group,
  made: {
    readonly snapshot: MirrorSnapshot;
    readonly inForce: InForce;
    readonly judgement: JudgedReport;
    readonly recorded: RecordedReview | undefined;
    readonly bytes: Uint8Array;
  },
  { store, review }: AttendPorts,
): Promise<MadeCase | null> {
  const { snapshot, inForce, judgement, recorded, bytes } = made;
  if (recorded === undefined) return null;
  const { base, head, tip } = snapshot;
  return keptCaseOfBranch(
    {
      ...{ repository, trees: { base, head, tip }, mergeBase: fact.base, deliveries },
      ...{ settings: inForce.settings, recorded, report: judgement.report, bytes },
    },
    { ...store, ...review },
  );
}

function groupDecisionId(
  { repository, fact }: Group,
  { settings }: InForce,
  members: readonly Member[],
  { review }: AttendPorts,
): string {
  return digestOf({
    repository: repository.id,
    head: fact.head,
    base: fact.base,
    configuration: settings.configuration.digest,
    policySet: policiesInForce(settings, review).digest,
    pulls: members.map(({ decisionId }) => decisionId),
  });
}

async function publish({ fact, repository, github }: Group, check: CheckRunContent): Promise<void> {
  const standing = await github.traces.checkOf(repository, fact.head);
  if (standing?.externalId !== check.externalId)
    await github.write.check(repository, fact.head, check, standing?.id ?? null);
}

/** With every exception that was granted in one of its pull requests. */
function evaluate(
  { fact, repository }: Group,
  { base, head, tip, past }: MirrorSnapshot & { readonly past: BranchPast },
  { settings }: InForce,
  members: readonly Member[],
  ports: AttendPorts,
) {
  const waivers = new Map(members.flatMap((member) => member.waivers).map((waiver) => [waiver.id, waiver]));
  return judgeAndRecord(
    // What would be merged is another commit than those that were planned.
    {
      trees: { base, head, tip, past },
      repository: identityOf(repository),
      targetBranch: fact.baseRef,
      author: null,
      locale: null,
      plans: [],
      record: true,
    },
    { ...settings, waivers: [...waivers.values()] },
    ports.review,
  );
}
