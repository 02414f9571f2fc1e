import { GitHubError } from "../../github/index.ts";
import { digestOf } from "../../model/digest.ts";
import type { GateOutcome } from "../../model/gate.ts";
import type { Report } from "../../model/report.ts";
import type { TeamStanding } from "../../model/team.ts";
import { standingsOf } from "../teams/bindings.ts";
import type { AttendPorts } from "./ports.ts";
import type { Desired } from "./publish.ts";
import type { Situation } from "./situation.ts";

export interface AskedTeams {
  /** By the names that they have on GitHub now. */
  readonly request: Desired["request"];
  /** Named in the settings, and asked in vain: they are not there, or their name is another team's. */
  readonly missing: readonly string[];
  readonly another: readonly string[];
}

interface Asking {
  readonly outcome: GateOutcome;
  readonly report: Report;
}

/**
 * Teams are asked once for each set of risks. Whoever confirms is of the owning team: where that is the author, nobody
 * else has to hear of it. A team that was renamed is asked by its new name, and whoever has its old one is not asked.
 */
export async function askedTeams(
  situation: Situation,
  { outcome, report }: Asking,
  ports: Pick<AttendPorts, "log">,
): Promise<AskedTeams> {
  const { pull, repository, bindings, github } = situation;
  const wanted = wantedTeams(situation, outcome);
  if (wanted.length === 0) return { request: null, missing: [], another: [] };
  const standings = await standingsOf(repository.owner, wanted, bindings, { ...github, ...ports });
  const asked = new Set(pull.requestedTeams.map((team) => team.toLowerCase()));
  const named = wanted.map((team) => ({ team, ...calledNow(team, standings.get(team)) }));
  const open = named.flatMap((one) =>
    one.now === null || asked.has(one.now.toLowerCase()) ? [] : [{ ...one, now: one.now }],
  );
  const request = {
    teams: open.map(({ now }) => now),
    digest: digestOf([[...wanted], report.decision.riskDigest]),
  };
  if (pull.draft || report.mode === "observe") return { request, missing: [], another: [] };
  const missing: string[] = [];
  for (const { team, kind } of open)
    if (kind === "gone" || (kind === "unknown" && (await isMissing(team, github)))) missing.push(team);
  const another = named.flatMap(({ team, kind }) => (kind === "another" ? [team] : []));
  return { request, missing, another };
}

function wantedTeams({ authorTeams }: Situation, outcome: GateOutcome): readonly string[] {
  const reviewing = new Set(
    outcome.items.flatMap(({ kind, item }) => (kind === "review" ? item.reviewers : [])),
  );
  return outcome.waitingFor.filter((team) => reviewing.has(team) || !authorTeams.includes(team));
}

/** A team that is not there is asked for all the same: what GitHub answers is kept. */
function calledNow(
  team: string,
  standing: TeamStanding | undefined,
): { readonly kind: TeamStanding["kind"] | "unknown"; readonly now: string | null } {
  if (standing === undefined) return { kind: "unknown", now: team };
  if (standing.kind === "there") return { kind: "there", now: standing.renamed ? standing.team.name : team };
  return { kind: standing.kind, now: standing.kind === "gone" ? team : null };
}

/** Whoever may not ask about teams may still request their review, and nothing is said of what nobody knows. */
async function isMissing(team: string, github: Situation["github"]): Promise<boolean> {
  try {
    return (await github.read.teamMembers(team)) === null;
  } catch (error) {
    if (error instanceof GitHubError && (error.code === "forbidden" || error.code === "invalid"))
      return false;
    throw error;
  }
}
