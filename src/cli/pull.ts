import { join } from "node:path";
import { type PullReview, reviewPull } from "../app/review-pull.ts";
import { type PullEnvironment, readPullEnvironment } from "../config/index.ts";
import { createMirrors, type Mirrors } from "../git/index.ts";
import { createTokenGitHub } from "../github/index.ts";
import { oneOf, type ParsedArguments } from "./arguments.ts";
import { finish } from "./finish.ts";
import type { OutputOptions } from "./output-options.ts";
import { type PullName, readPullName } from "./pull-name.ts";
import { openSession, type Session } from "./session.ts";
import { UsageError } from "./usage.ts";

/** What is kept of repositories between two runs: enough for those that one person reviews. */
const mirrorsBytesMax = 2 * 1024 ** 3;

/** Options of `review` that say what a pull request says by itself. */
const saidByPull = ["base", "head", "repo", "config", "org-config", "author", "teams", "plan"];

/** `sekisho review --pull`: the same as the App, read only, with a token. */
export async function reviewPullRequest(given: ParsedArguments, output: OutputOptions): Promise<number> {
  const extra = saidByPull.find((option) => given.value(option) !== null);
  if (extra !== undefined)
    throw new UsageError(
      extra === "plan"
        ? "--plan goes with --base and --head: nothing tells whether a file belongs to the head of a pull request."
        : `--pull says by itself what --${extra} says. Leave one of them out.`,
    );
  const reading = readPullEnvironment();
  if (reading.kind === "invalid") throw new UsageError(reading.problems.join("\n"));
  const { environment } = reading;
  const pull = readPullName(given.value("pull") ?? "", environment.gitHub.webUrl);
  const session = await openSession();
  try {
    const mirrors = await openMirrors(environment, session);
    try {
      const review = await reviewPull(
        {
          ...pull,
          locale: output.locale,
          ruleSelection: given.value("rules"),
          kubernetesVersion: output.kubernetesVersion(given.value("kubernetes-version")),
          fixes: oneOf("fixes", given.value("fixes"), ["show", "off"] as const, "show") === "show",
        },
        { ...session, github: gitHubOf(environment), mirrors, webUrl: environment.gitHub.webUrl },
      );
      return await conclude(review, pull, output, session);
    } finally {
      await mirrors.close();
    }
  } finally {
    await session.close();
  }
}

function gitHubOf({ token, gitHub }: PullEnvironment) {
  return createTokenGitHub({ token, baseUrl: gitHub.apiUrl, log: { debug: () => {}, warn: () => {} } });
}

function openMirrors({ searchPath, network, gitHub }: PullEnvironment, session: Session): Promise<Mirrors> {
  // Repositories are told apart by their numbers, which every GitHub counts for itself.
  const host = new URL(gitHub.webUrl).host.replace(":", "-");
  return createMirrors({
    folder: join(session.environment.cacheDirectory, "mirrors", host),
    bytesMax: mirrorsBytesMax,
    git: { searchPath },
    network,
    now: session.now,
  });
}

async function conclude(
  review: PullReview,
  { owner, name, number }: PullName,
  output: OutputOptions,
  session: Session,
): Promise<number> {
  const what = `${owner}/${name}#${number}`;
  switch (review.kind) {
    case "no-repository":
      throw new UsageError(`There is no ${owner}/${name}, or the token does not see it.`);
    case "no-pull":
      throw new UsageError(`${owner}/${name} has no pull request ${number}, or the token does not see it.`);
    case "merged":
      throw new UsageError(
        `${what} is merged, so its base holds what it changed. Compare the commits with --base and --head.`,
      );
    case "done":
      try {
        if (review.teamsHidden)
          process.stderr.write(
            "sekisho: the token does not see the author's teams (that takes read access to members), so rules that ask for them count none.\n",
          );
        return await finish(review.outcome, output, session, review.trees);
      } finally {
        review.close();
      }
    default:
      return review satisfies never;
  }
}
