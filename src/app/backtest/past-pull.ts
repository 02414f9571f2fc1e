import type { PastCommit } from "../../git/index.ts";
import type { PastPull } from "../../model/backtest.ts";
import { localDateAt } from "../../model/local-date.ts";

/** Longer titles than that are no titles. */
const titleCharactersMax = 200;

/** A commit of the branch's own line, read as the pull request that it came from. */
export function pastPull(commit: PastCommit, timezone: string): PastPull {
  const instant = new Date(clampedSeconds(commit.committedAtSeconds) * 1000);
  const { reference, title } = named(commit);
  return {
    commit: commit.sha,
    parent: commit.parents[0] ?? null,
    mergedAt: instant.toISOString(),
    date: localDateAt(instant, timezone),
    reference,
    title: title.slice(0, titleCharactersMax),
    isMerge: commit.parents.length > 1,
  };
}

/** A commit may claim any date; what no calendar has would be an exception. */
function clampedSeconds(seconds: number): number {
  const latest = 253_402_300_799;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), latest) : 0;
}

/**
 * GitHub's merges name the number in the subject and the title in the body, its squashes both in the subject; GitLab,
 * Bitbucket and Azure DevOps have words of their own.
 */
function named({ subject, body }: PastCommit): { readonly reference: string | null; readonly title: string } {
  const first =
    body
      .split("\n")
      .find((line) => line.trim() !== "")
      ?.trim() ?? null;
  const merge = /^Merge pull request #(\d+) from (\S+)/.exec(subject);
  if (merge !== null) return { reference: `#${merge[1]}`, title: first ?? merge[2] ?? subject };
  const gitlab = /^See merge request \S*!(\d+)$/m.exec(body);
  if (gitlab !== null)
    return {
      reference: `!${gitlab[1]}`,
      title: first?.startsWith("See merge") ? subject : (first ?? subject),
    };
  const bitbucket = /^Merged in (\S+) \(pull request #(\d+)\)/.exec(subject);
  if (bitbucket !== null) return { reference: `#${bitbucket[2]}`, title: first ?? bitbucket[1] ?? subject };
  const azure = /^Merged PR (\d+): (.*)$/.exec(subject);
  if (azure !== null) return { reference: `!${azure[1]}`, title: azure[2] ?? subject };
  const squash = /^(.*\S)\s+\(#(\d+)\)$/.exec(subject);
  if (squash !== null) return { reference: `#${squash[2]}`, title: squash[1] ?? subject };
  return { reference: null, title: subject };
}
