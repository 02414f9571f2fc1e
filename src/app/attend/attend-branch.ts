import { isWaiverFile, repositoryFile } from "../../config/index.ts";
import { changedPaths, type MirrorSnapshot } from "../../git/index.ts";
import type { DeliveryFact, InstallationGitHub, RepositoryRef } from "../../github/index.ts";
import { sha256Hex } from "../../model/digest.ts";
import type { BranchPast } from "../../model/past.ts";
import type { Subject } from "../../model/pull.ts";
import type { Job, NewRecord } from "../../store/index.ts";
import { chainHeads, isChained } from "../audit/branch-heads.ts";
import { lastControl } from "../audit/control.ts";
import { pushedPast } from "../audit/pushed-past.ts";
import { isOfSources, isPolicyFile } from "../policy-sources.ts";
import { isOfTenantSources } from "../tenant-sources.ts";
import { isBaseBranch } from "./base-branches.ts";
import { closedWith, openPast } from "./branch-past.ts";
import { judgementFrom } from "./decide.ts";
import { hear } from "./hear.ts";
import { lastGoodSettings } from "./in-force.ts";
import { judgeOnBranch } from "./judge-on-branch.ts";
import { keptCaseOfBranch } from "./kept-case.ts";
import type { AttendPorts } from "./ports.ts";
import { openRange, sourceOf } from "./range.ts";
import { findRepository } from "./repository.ts";

type BranchSubject = Extract<Subject, { readonly kind: "branch" }>;
type Push = Extract<DeliveryFact, { readonly kind: "branch-pushed" }>;

interface Place {
  readonly subject: BranchSubject;
  readonly repository: RepositoryRef;
  readonly github: InstallationGitHub;
  readonly job: Job;
  /** Those that were heard. */
  readonly deliveries: readonly string[];
}

/**
 * A branch that others are merged into has moved: what came directly is judged afterwards, and open pull requests whose
 * decision rests on what changed are looked at again. Pushes to any other branch concern nobody here.
 */
export async function attendBranch(subject: BranchSubject, job: Job, ports: AttendPorts): Promise<void> {
  const { store } = ports;
  const github = ports.gitHub.installation(subject.installationId);
  const heard = hear(await store.inbox.pending(subject), ports.gitHub.self);
  const repository = await findRepository(subject.repositoryId, github, store.notes);
  const pushes = heard.facts.flatMap(({ fact }) => (fact.kind === "branch-pushed" ? [fact] : []));
  const isBase = await isBaseBranch(store.notes, subject.repositoryId, subject.branch);
  if (repository !== null) {
    const place = { subject, repository, github, job, deliveries: heard.deliveryIds };
    if (isBase || (await isChained(subject, store.notes))) await followHeads(place, pushes, ports);
    if (isBase) for (const push of pushes) await attendPush(place, push, ports);
  }
  await store.records.append([], { processed: heard.deliveryIds });
}

async function followHeads(
  { subject, repository, github, job }: Place,
  pushes: readonly Push[],
  { store, mirrors, addresses }: AttendPorts,
): Promise<void> {
  const source = sourceOf({ repository, github, signal: job.signal }, addresses);
  await chainHeads(subject, pushes, {
    ...store,
    tip: () => github.survey.branchHead(repository, subject.branch),
    history: (want) => mirrors.firstParent(source, want),
  });
}

async function attendPush(place: Place, push: Push, ports: AttendPorts): Promise<void> {
  // A new branch changes nothing that is there.
  if (push.before === null) return;
  const { repository, github, job } = place;
  const range = {
    before: push.before,
    after: push.after,
    labels: { base: push.branch, head: push.branch },
  };
  const fetched = await openRange(range, { repository, github, signal: job.signal }, ports);
  if (fetched === null) return askAgain(place, "anything", ports);
  const source = sourceOf({ repository, github, signal: job.signal }, ports.addresses);
  const { past, close } = openPast({ branch: push.branch, tip: push.before }, source, ports.mirrors);
  const snapshot = closedWith(fetched, close);
  try {
    const changed = changedPaths(snapshot.base, snapshot.head).flatMap(({ path, previousPath }) =>
      previousPath === null ? [path] : [path, previousPath],
    );
    if (!(await cameByPull(place, push))) await judgeDirectPush(place, push, { ...snapshot, past }, ports);
    await askAgain(place, changed, ports);
  } finally {
    snapshot.close();
  }
}

async function cameByPull({ github, repository }: Place, { after }: Push): Promise<boolean> {
  return (await github.survey.mergedPullsOf(repository, after)).length > 0;
}

/** Nobody could be asked: what a direct push did is kept, and told to those who look. */
async function judgeDirectPush(
  { repository, github, job, deliveries }: Place,
  push: Push,
  snapshot: MirrorSnapshot & { readonly past: BranchPast },
  ports: AttendPorts,
): Promise<void> {
  const { login } = push.by;
  const of = { repository, github, signal: job.signal, branch: push.branch, by: login, record: true };
  const { judged, recorded, settings } = await judgeOnBranch(of, snapshot, ports);
  const bytes = Buffer.from(JSON.stringify(judged));
  const { base, head, tip } = snapshot;
  const trees = { base, head, tip };
  const decided = { repository, trees, mergeBase: push.before ?? "", deliveries, settings };
  const made =
    recorded === undefined
      ? null
      : await keptCaseOfBranch(
          { ...decided, recorded, report: judged.report, bytes },
          { ...ports.store, ...ports.review },
        );
  const { branch, before, after, by } = push;
  const record: NewRecord = {
    scope: "repository",
    repositoryId: repository.id,
    key: `${branch} ${after}`,
    body: {
      kind: "direct-push",
      branch,
      before: before ?? "",
      after,
      by,
      route: judged.report.decision.route,
      report: sha256Hex(bytes),
      ...(made === null ? {} : { replay: made.digest }),
    },
  };
  const place = { repositoryId: repository.id, branch };
  const past = pushedPast(await lastControl(place, ports.store.records), push);
  const bypass = past === null ? [] : [{ ...place, ...past, scope: "repository" as const }];
  await ports.store.records.append([record, ...bypass], {
    blobs: [bytes, ...(made?.blobs ?? [])],
  });
}

/**
 * Settings concern everybody; other files those whose roots they belong to. Where the branch was forced elsewhere and
 * nobody can tell any more what changed, it may have been anything.
 */
async function askAgain(
  { subject, repository, github }: Place,
  changed: readonly string[] | "anything",
  { store, review }: AttendPorts,
): Promise<void> {
  const inForce = await lastGoodSettings(repository.id, { ...store, policySet: review.policySet });
  const decides = (path: string) =>
    path === repositoryFile ||
    isWaiverFile(path) ||
    (isPolicyFile(path) && isOfSources(inForce?.policySources ?? [], path)) ||
    isOfTenantSources(inForce?.tenantSources ?? [], path);
  const everybody = changed === "anything" || changed.some(decides);
  const open = await github.survey.openPulls([{ ...repository }]);
  for (const { number, baseRef } of open.get(repository.id) ?? []) {
    if (baseRef !== subject.branch) continue;
    if (!everybody && !(await restsOn(number, repository.id, changed, store))) continue;
    const { installationId, repositoryId } = subject;
    await store.work.request({ kind: "pull", installationId, repositoryId, number });
  }
}

async function restsOn(
  number: number,
  repositoryId: number,
  changed: readonly string[],
  { records, blobs }: AttendPorts["store"],
): Promise<boolean> {
  const last = (await records.ofPull(repositoryId, number)).findLast(({ body }) => body.kind === "decision");
  // What is not decided yet will be, by what is there then.
  if (last?.body.kind !== "decision") return false;
  const bytes = await blobs.get(last.body.report);
  if (bytes === null) return true;
  const folders = Object.values(judgementFrom(bytes).report.roots)
    .filter(({ kind }) => kind !== "repository")
    .map(({ path }) => (path === "." ? "" : `${path}/`));
  return changed.some((path) => folders.some((folder) => path.startsWith(folder)));
}
