import { closest } from "../../model/closest.ts";
import type { Configuration } from "../../model/configuration.ts";
import { type TeamBindings, type TeamFacts, type TeamStanding, teamStanding } from "../../model/team.ts";
import { type DoctorCheck, note, ok, problem } from "./check.ts";

/**
 * Whether the teams that a configuration names are on GitHub, and are those that it named first. Nobody can be asked in a
 * team that is not there, and nobody is asked in one that was founded under the name of another.
 */
export function checkTeams(
  repository: string,
  configuration: Configuration,
  existing: readonly TeamFacts[],
  bindings: TeamBindings,
): readonly DoctorCheck[] {
  const title = `teams ${repository}`;
  const places = placesOf(configuration);
  if (places.size === 0) return [];
  const wrong: string[] = [];
  const renamed: string[] = [];
  for (const [name, { written, keys }] of places) {
    const standing = teamStanding(name, bindings, existing);
    const what = `${written} (${keys.join(", ")})`;
    if (standing.kind !== "there") wrong.push(`${what} ${lost(name, standing, existing)}`);
    else if (standing.renamed)
      renamed.push(`${what} is called ${standing.team.name} on GitHub now, and counts all the same.`);
  }
  const told = renamed.length === 0 ? [] : [note(title, [...renamed, renamedMend].join("\n"))];
  if (wrong.length > 0) return [problem(title, wrong.join("\n"), mend), ...told];
  return told.length > 0 ? told : [ok(title, "Every team that the configuration names is on GitHub.")];
}

const renamedMend =
  "Write the new name in teams, and the old one in formerly of its tenant, when it suits: files that still have the old one mean the tenant then, too.";
const mend =
  "Correct the name in the configuration. A team that was renamed goes into teams by its new name, and into formerly of its tenant by the old one. Where a team that was founded anew is meant, say so with teamIds in the organisation's file.";

function lost(
  name: string,
  standing: Exclude<TeamStanding, { readonly kind: "there" }>,
  existing: readonly TeamFacts[],
): string {
  if (standing.kind === "another")
    return `is another team on GitHub now (id ${standing.team.id}); the one that it meant is not there any more: nobody is asked in its stead, and nobody in the new one counts.`;
  const hint = closest(
    name,
    existing.map((team) => team.name),
  );
  const meant = hint === null ? "" : ` Did you mean ${hint}?`;
  return `is not on GitHub, or this App cannot see it: nobody is asked in its stead.${meant}`;
}

interface Places {
  readonly written: string;
  /** Keys of the configuration that name it. */
  readonly keys: readonly string[];
}

/** Each team by its name in lower case. `owners` is a word, and no team. */
function placesOf(configuration: Configuration): ReadonlyMap<string, Places> {
  const { tenants, stewards, policyOwners, routing, policySources, waivers, breakGlass } = configuration;
  const tables = { byRule: routing.byRule, byTenant: routing.byTenant, byEnvironment: routing.byEnvironment };
  const named: (readonly [string, readonly string[]])[] = [
    ...tenants.map(({ name, teams }) => [`tenants.${name}.teams`, teams] as const),
    ["stewards", stewards],
    ["policyOwners", policyOwners],
    ["routing.reviewers", routing.reviewers],
    ...Object.entries(tables).flatMap(([table, lines]) =>
      Object.entries(lines).map(([key, teams]) => [`routing.${table}.${key}`, teams] as const),
    ),
    ...policySources.map(({ teams = [] }, index) => [`policySources[${index}].teams`, teams] as const),
    ["waivers.approvers", waivers.approvers],
    ...Object.entries(waivers.byFamily).map(([key, teams]) => [`waivers.byFamily.${key}`, teams] as const),
    ["breakGlass.who", breakGlass?.who ?? []],
  ];
  const places = new Map<string, Places>();
  for (const [key, teams] of named) {
    for (const team of teams.filter((each) => each.includes("/"))) {
      const known = places.get(team.toLowerCase())?.keys ?? [];
      places.set(team.toLowerCase(), { written: team, keys: [...new Set([...known, key])] });
    }
  }
  return places;
}
