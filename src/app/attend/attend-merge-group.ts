import { judgeMergeGroup } from "../../gate/index.ts";
import type { MirrorSnapshot } from "../../git/index.ts";
import type { DeliveryFact, GitHub, RepositoryRef } from "../../github/index.ts";
import { digestOf, sha256Hex } from "../../model/digest.ts";
import type { GateInput } from "../../model/gate.ts";
import type { Subject } from "../../model/pull.ts";
import { renderMergeGroup } from "../../report/publication/index.ts";
import type { Job } from "../../store/index.ts";
import { readExcerpts } from "../excerpts.ts";
import { policiesInForce } from "../policies-in-force.ts";
import { hear } from "./hear.ts";
import { type InForce, lastGoodFiles, settingsInForce } from "./in-force.ts";
import { decideUnder, inModes, judgePull } from "./judge-pull.ts";
import { judgeTrees } from "./judge-trees.ts";
import { withPolicyRepositories } from "./policy-repositories.ts";
import type { AttendPorts } from "./ports.ts";
import { openRange } from "./range.ts";
import { findRepository } from "./repository.ts";
import { openSituation } from "./situation.ts";
import { waiversOf } from "./waivers.ts";

type GroupSubject = Extract<Subject, { readonly kind: "merge-group" }>;
type GroupFact = Extract<DeliveryFact, { readonly kind: "merge-group" }>;

/** What is known about a group before it is judged. */
interface Group {
  readonly fact: GroupFact;
  readonly repository: RepositoryRef;
  readonly github: GitHub;
  readonly job: Job;
}

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
  if (repository !== null && fact !== undefined) await judgeGroup({ fact, repository, github, job }, ports);
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
  try {
    await judgeSnapshot(group, snapshot, ports);
  } finally {
    snapshot.close();
  }
}

async function judgeSnapshot(group: Group, snapshot: MirrorSnapshot, ports: AttendPorts): Promise<void> {
  const { fact, repository, github } = group;
  const { head, base, baseRef, headRef } = fact;
  const numbers = await github.read.mergeGroupPulls(repository, { baseRef, headRef, base, head });
  const read = await Promise.all(numbers.map((number) => memberOf(group, number, ports)));
  const members = read.filter((member) => member !== null);
  const inForce = await groupSettings(group, snapshot, members, ports);
  const judgement = await evaluate(group, snapshot, inForce, members, ports);
  const { report } = inModes(judgement.report, inForce.settings, repository, ports);
  const pulls = members.map(({ input }) => input);
  const outcome = judgeMergeGroup({ mode: report.mode, decision: report.decision, pulls });
  const bytes = Buffer.from(JSON.stringify(judgement));
  const decisionId = digestOf({
    repository: repository.id,
    head,
    base,
    configuration: inForce.settings.configuration.digest,
    policySet: policiesInForce(inForce.settings, ports.review).digest,
    pulls: members.map(({ decisionId: of }) => of),
  });
  await ports.store.records.append(
    [
      {
        scope: "repository",
        repositoryId: repository.id,
        key: digestOf({ decisionId, ...outcome, uncovered: outcome.uncovered.map((item) => ({ ...item })) }),
        body: {
          kind: "merge-group",
          head,
          base,
          pulls: numbers,
          decisionId,
          route: judgement.report.decision.route,
          conclusion: outcome.conclusion,
          report: sha256Hex(bytes),
          uncovered: outcome.uncovered,
        },
      },
    ],
    { blobs: [bytes] },
  );
  const check = renderMergeGroup({
    report,
    decisionId,
    conclusion: outcome.conclusion,
    pulls: numbers,
    uncovered: outcome.uncovered,
    blocked: outcome.blocked,
    shut: outcome.shut,
    repository: { ...repository, url: ports.addresses.web(repository) },
    excerpt: await readExcerpts(report.findings, judgement.masked, snapshot),
  });
  const standing = await github.traces.checkOf(repository, head);
  if (standing?.externalId !== check.externalId)
    await github.write.check(repository, head, check, standing?.id ?? null);
}

/** One pull request of the group, with what stands approved in it. */
interface Member {
  readonly input: GateInput;
  readonly decisionId: string;
  readonly organisation: { readonly path: string; readonly text: string } | null;
  readonly waivers: ReturnType<typeof waiversOf>;
}

async function memberOf(
  { repository, github, job }: Group,
  number: number,
  ports: AttendPorts,
): Promise<Member | null> {
  const reading = await github.read.pull(repository, number);
  if (reading === null) return null;
  const records = await ports.store.records.ofPull(repository.id, number);
  const situation = await openSituation(reading, github, records, job.signal, ports);
  try {
    const decided = await decideUnder(situation, records, ports);
    const { input } = await judgePull(situation, decided, records, ports);
    const { decisionId } = decided;
    const waivers = waiversOf(situation, records);
    return { input, decisionId, organisation: reading.organisationFile, waivers };
  } finally {
    situation.snapshot.close();
  }
}

/** A group whose pull requests cannot be read must not make us forget what the organisation said last. */
async function groupSettings(
  { repository, github, job }: Group,
  { base }: MirrorSnapshot,
  [member]: readonly Member[],
  ports: AttendPorts,
): Promise<InForce> {
  const { store, review } = ports;
  const organisation =
    member === undefined
      ? ((await lastGoodFiles(repository.id, store))?.organisation ?? null)
      : member.organisation;
  return withPolicyRepositories(github, job.signal, ports, (repositories) =>
    settingsInForce(repository.id, base, organisation, { ...store, ...review }, repositories),
  );
}

/** With every exception that was granted in one of its pull requests. */
function evaluate(
  { fact }: Group,
  { base, head, tip }: MirrorSnapshot,
  { settings }: InForce,
  members: readonly Member[],
  ports: AttendPorts,
) {
  const waivers = new Map(members.flatMap((member) => member.waivers).map((waiver) => [waiver.id, waiver]));
  return judgeTrees(
    // What would be merged is another commit than those that were planned.
    { trees: { base, head, tip }, targetBranch: fact.baseRef, author: null, locale: null, plans: [] },
    { ...settings, waivers: [...waivers.values()] },
    ports.review,
  );
}
