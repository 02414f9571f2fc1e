import { type ReviewOutcome, review as reviewChange } from "../app/review.ts";
import { loadReader } from "../config/index.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { finish } from "./finish.ts";
import { applyReviewed, readFixes } from "./fixes-option.ts";
import { outputOptions, readOutputOptions } from "./output-options.ts";
import { readPlanFiles } from "./plan-files.ts";
import { readPolicyFolders } from "./policy-folders.ts";
import { openSession, type Session } from "./session.ts";
import { openCompared, readNamedFile } from "./trees.ts";
import { UsageError } from "./usage.ts";

const options = [
  "pull",
  "base",
  "head",
  "repo",
  "config",
  "org-config",
  "author",
  "teams",
  "rules",
  "kubernetes-version",
  "plan",
  "policy-source",
  "fixes",
  "inventory",
  "ledger",
];

/** `sekisho review`: judges what a change does. */
export async function review(list: readonly string[]): Promise<number> {
  const given = readArguments(list, [...options, ...outputOptions], 0, ["plan", "policy-source"]);
  const output = readOutputOptions(given);
  const fixes = readFixes(given.value("fixes"), "show");
  const inventory = oneOf("inventory", given.value("inventory"), ["whole", "change"] as const, "whole");
  const ledger = given.value("ledger");
  // What asks GitHub is loaded where GitHub is asked.
  if (given.value("pull") !== null) return (await import("./pull.ts")).reviewPullRequest(given, output);
  const base = given.value("base");
  const head = given.value("head");
  if (base === null || head === null)
    throw new UsageError("review needs --base and --head, or --pull owner/name#12.");
  const session = await openSession();
  try {
    // Most repositories have a configuration: what reads it is loaded while git answers.
    const planFiles = await readPlanFiles(given.values("plan"), session.paths);
    const [compared] = await Promise.all([
      openCompared(base, head, given.value("repo"), session.paths),
      loadReader(),
    ]);
    try {
      const outcome = await reviewChange(
        {
          trees: compared.trees,
          repositoryFile: readNamedFile("config", given.value("config"), session.paths),
          organisationFile: readNamedFile("org-config", given.value("org-config"), session.paths),
          targetBranch: compared.targetBranch,
          repository: compared.repository,
          author: authorOf(given.value("author"), given.value("teams")),
          ...(await readPolicyFolders(given.values("policy-source"), session.paths)),
          locale: output.locale,
          mode: "enforce",
          ruleSelection: given.value("rules"),
          kubernetesVersion: output.kubernetesVersion(given.value("kubernetes-version")),
          planFiles,
          fixes: fixes !== "off",
          withoutRest: inventory === "change",
          record: ledger !== null,
        },
        session,
      );
      if (fixes === "apply") await applyReviewed(outcome, compared.trees.head, compared.headFolder);
      const code = await finish(outcome, output, session, compared.trees);
      if (ledger !== null) await keepReview(session.paths.resolve(ledger), outcome, compared, session);
      return code;
    } finally {
      compared.close();
    }
  } finally {
    await session.close();
  }
}

/** What keeps is loaded where something is kept. */
async function keepReview(
  folder: string,
  outcome: ReviewOutcome,
  { trees, repository }: Awaited<ReturnType<typeof openCompared>>,
  session: Session,
): Promise<void> {
  if (outcome.kind !== "reviewed") return;
  const { recordReview } = await import("./record-review.ts");
  await recordReview(folder, { trees, repository: repository?.name ?? "", outcome }, session);
}

function authorOf(login: string | null, teams: string | null) {
  if (login === null && teams !== null) throw new UsageError("--teams needs --author.");
  if (login === null) return null;
  const names = teams?.split(",").map((team) => team.trim());
  return { login: login.replace(/^@/, ""), teams: names?.filter((team) => team !== "") ?? null };
}
