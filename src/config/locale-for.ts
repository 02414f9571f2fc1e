import type { Configuration, Locale } from "../model/configuration.ts";

/** The language for somebody's pull request: of the first of their teams that has one, in the order written. */
export function localeFor(
  { locale, localeByTeam }: Pick<Configuration, "locale" | "localeByTeam">,
  authorTeams: readonly string[],
): Locale {
  const teams = new Set(authorTeams);
  return Object.entries(localeByTeam).find(([team]) => teams.has(team))?.[1] ?? locale;
}
