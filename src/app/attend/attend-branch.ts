import { isWaiverFile, repositoryFile } from "../../config/index.ts";
import { changedPaths, type MirrorSnapshot } from "../../git/index.ts";
import type { DeliveryFact, InstallationGitHub, RepositoryRef } from "../../github/index.ts";
import { sha256Hex } from "../../model/digest.ts";
import type { Subject } from "../../model/pull.ts";
import type { Job, NewRecord } from "../../store/index.ts";
import { isOfSources, isPolicyFile } from "../policy-sources.ts";
import { isBaseBranch } from "./base-branches.ts";
import { judgementFrom } from "./decide.ts";
import { hear } from "./hear.ts";
import { lastGoodFiles, lastGoodSettings, settingsInForce } from "./in-force.ts";
import { judgeTrees } from "./judge-trees.ts";
import { withPolicyRepositories } from "./policy-repositories.ts";
import type { AttendPorts } from "./ports.ts";
import { openRange } from "./range.ts";
import { findRepository } from "./repository.ts";

type BranchSubject = Extract<Subject, { readonly kind: "branch" }>;
type Push = Extract<DeliveryFact, { readonly kind: "branch-pushed" }>;

interface Place {
  readonly subject: BranchSubject;
  readonly repository: RepositoryRef;
  readonly github: InstallationGitHub;
  readonly job: Job;
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
  if (repository !== null && (await isBaseBranch(store.notes, subject.repositoryId, subject.branch))) {
    for (const push of pushes) await attendPush({ subject, repository, github, job }, push, ports);
  }
  await store.records.append([], { processed: heard.deliveryIds });
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
  const snapshot = await openRange(range, { repository, github, signal: job.signal }, ports);
  if (snapshot === null) return askAgain(place, "anything", ports);
  try {
    const changed = changedPaths(snapshot.base, snapshot.head).flatMap(({ path, previousPath }) =>
      previousPath === null ? [path] : [path, previousPath],
    );
    if (!(await cameByPull(place, push))) await judgeDirectPush(place, push, snapshot, ports);
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
  { repository, github, job }: Place,
  push: Push,
  snapshot: MirrorSnapshot,
  ports: AttendPorts,
): Promise<void> {
  // It is not read anew for a push; without it, what is kept as last in force would forget the organisation.
  const organisation = (await lastGoodFiles(repository.id, ports.store))?.organisation ?? null;
  const inForce = await withPolicyRepositories(github, job.signal, ports, (repositories) =>
    settingsInForce(
      repository.id,
      snapshot.base,
      organisation,
      { ...ports.store, ...ports.review },
      repositories,
    ),
  );
  const judgement = await judgeTrees(
    {
      trees: { base: snapshot.base, head: snapshot.head, tip: snapshot.tip },
      targetBranch: push.branch,
      plans: [],
      author: { login: push.by.login, teams: null },
      locale: null,
    },
    inForce.settings,
    ports.review,
  );
  const bytes = Buffer.from(JSON.stringify(judgement));
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
      route: judgement.report.decision.route,
      report: sha256Hex(bytes),
    },
  };
  await ports.store.records.append([record], { blobs: [bytes] });
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
    (isPolicyFile(path) && isOfSources(inForce?.policySources ?? [], path));
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
