import { failureOf } from "../git-process.ts";
import type { Repository } from "../repository.ts";

/** A commit of a branch's own line, with the parents that git has of it. */
export interface OwnLineCommit {
  readonly sha: string;
  readonly parents: readonly string[];
}

/** The first-parent line up to a commit (an id), oldest first, whole: dates and messages are nobody's business here. */
export async function ownLine(repository: Repository, tip: string): Promise<readonly OwnLineCommit[]> {
  const answer = await repository.run(["rev-list", "--first-parent", "--parents", "--reverse", tip]);
  if (answer.exitCode !== 0) throw failureOf(repository.path, answer.stderr);
  return answer.stdout
    .toString("latin1")
    .split("\n")
    .filter((row) => row !== "")
    .map((row) => {
      const [sha = "", ...parents] = row.split(" ");
      return { sha, parents };
    });
}
