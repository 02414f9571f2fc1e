import { digestOf, sha256Hex } from "../../model/digest.ts";
import type { JsonValue } from "../../model/json.ts";
import type { Tree } from "../../model/tree.ts";
import type { NewRecord, Store } from "../../store/store.ts";
import { judgedReportOf } from "../attend/judge-trees.ts";
import type { EvaluationTrees } from "../evaluation/runner.ts";
import { keepPolicySet } from "../kept-policy-sets.ts";
import type { PolicySet } from "../policy-set.ts";
import type { ReviewOutcome } from "../review.ts";
import { makeCase } from "./record.ts";

type Reviewed = Extract<ReviewOutcome, { readonly kind: "reviewed" }>;

/** Where a review stands in the ledger, so that whoever has this can prove it. */
export interface Receipt {
  readonly decisionId: string;
  readonly index: number;
  readonly size: number;
  readonly root: string;
  /** Whether the tree was signed when it had this size. */
  readonly signed: boolean;
}

export interface LocalReview {
  readonly trees: EvaluationTrees;
  /** What people call the repository; `""` where nobody knows. */
  readonly repository: string;
  readonly outcome: Reviewed;
}

/**
 * Keeps a review of the command line, with what it can be made from again. The same review is kept once. `null`: it was
 * not asked to be recorded.
 */
export async function keepLocalReview(
  { trees, repository, outcome }: LocalReview,
  store: Pick<Store, "records" | "blobs" | "notes" | "ledger">,
  ports: { readonly policySet: PolicySet; readonly versions: Readonly<Record<string, string>> },
): Promise<Receipt | null> {
  const { recorded, report } = outcome;
  if (recorded === undefined) return null;
  const { task } = recorded;
  const shown = Buffer.from(JSON.stringify(judgedReportOf(outcome)));
  const waivers = digestOfPlain(task.waivers);
  const authorTeams = digestOfPlain(task.author?.teams ?? null);
  const { policySet } = await keepPolicySet(store, ports.policySet);
  const name = repository === "" ? null : { id: null, name: repository };
  const subject = { repository: name, number: null, mergeBase: trees.base?.commit ?? null, deliveries: [] };
  const made = await makeCase(
    { ...{ trees, subject, recorded, report, kept: sha256Hex(shown), waivers, authorTeams } },
    ports,
  );
  const { configuration, today, author, targetBranch, plans, kubernetesVersion } = task;
  const inputs = {
    ...{ repository, base: treeDigest(trees.base), head: treeDigest(trees.head), tip: treeDigest(trees.tip) },
    ...{ policySet, inForce: task.policySet, configuration: configuration.digest, waivers, today, author },
    ...{ targetBranch, plans, kubernetesVersion, program: ports.versions["sekisho"] ?? "" },
    rules: task.rules.map(({ id }) => id),
    locale: report.locale,
  };
  const decisionId = digestOfPlain(inputs);
  const record: NewRecord = {
    scope: "repository",
    repositoryId: null,
    key: decisionId,
    body: {
      kind: "local-review",
      ...{ decisionId, repository, policySet: task.policySet, configuration: configuration.digest },
      ...{ base: nameOf(trees.base), head: nameOf(trees.head) ?? "", program: inputs.program },
      ...{ route: report.decision.route, report: sha256Hex(shown), replay: made.digest },
    },
  };
  await store.records.append([record], { blobs: [shown, ...made.blobs] });
  return receiptOf(decisionId, store);
}

async function receiptOf(
  decisionId: string,
  { records, ledger }: Pick<Store, "records" | "ledger">,
): Promise<Receipt> {
  const kept = (await records.ofRepository(null, "local-review")).find(({ key }) => key === decisionId);
  const index = kept === undefined ? null : await ledger.indexOf(kept.sequence);
  if (index === null) throw new TypeError(`${decisionId} was recorded, and has no entry`);
  const checkpoint = await ledger.checkpointAtOrAfter(index + 1);
  const { size, root } = checkpoint ?? (await ledger.head());
  return { decisionId, index, size, root, signed: checkpoint !== null };
}

/** A commit where there is one; else the folder. */
function nameOf(tree: Tree | null): string | null {
  return tree === null ? null : (tree.commit ?? tree.label);
}

/** What stands in a tree, whatever its commit. */
function treeDigest(tree: Tree | null): string | null {
  if (tree === null) return null;
  return sha256Hex(
    [...tree.entries.values()]
      .map((entry) => JSON.stringify(entry))
      .toSorted()
      .join("\n"),
  );
}

function digestOfPlain(value: unknown): string {
  const plain: JsonValue = JSON.parse(JSON.stringify(value));
  return digestOf(plain);
}
