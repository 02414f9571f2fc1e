import { GitHubError, type RepositoryRef } from "../ports.ts";
import type { Client } from "../transport/client.ts";

/**
 * Asks teams for a review. GitHub refuses the whole request for one team without access to the repository; then each
 * is asked alone, so that one wrong name does not keep the others from being asked.
 */
export async function requestReview(
  { octokit }: Client,
  { owner, name: repo }: RepositoryRef,
  number: number,
  teams: readonly string[],
): Promise<{ readonly refused: readonly string[] }> {
  const ask = async (asked: readonly string[]): Promise<boolean> => {
    try {
      await octokit.rest.pulls.requestReviewers({
        owner,
        repo,
        pull_number: number,
        team_reviewers: asked.map(slugOf),
      });
      return true;
    } catch (error) {
      if (error instanceof GitHubError && error.code === "invalid") return false;
      throw error;
    }
  };
  const strangers = teams.filter((team) => !belongsTo(team, owner));
  const own = teams.filter((team) => belongsTo(team, owner));
  if (own.length === 0 || (await ask(own))) return { refused: strangers };
  if (own.length === 1) return { refused: [...strangers, ...own] };
  const refused = [...strangers];
  for (const team of own) if (!(await ask([team]))) refused.push(team);
  return { refused };
}

/** A team can only be asked in a repository of its own organisation. Logins have no case. */
function belongsTo(team: string, owner: string): boolean {
  return team.toLowerCase().startsWith(`${owner.toLowerCase()}/`);
}

function slugOf(team: string): string {
  return team.slice(team.indexOf("/") + 1);
}
