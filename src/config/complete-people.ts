import type { AutomationLine, BreakGlassSettings, RolloutLine } from "../model/configuration.ts";
import type { ConfigurationFile } from "./schema/schema.ts";

/** A night on call: long enough to mend, too short to be forgotten. */
const expiresHoursDefault = 4;
const reviewWithinDefault = "2 business days";

export function rolloutLine(line: NonNullable<ConfigurationFile["rollout"]>[number]): RolloutLine {
  return { repositories: line.repositories ?? [], rules: line.rules ?? [], mode: line.mode };
}

export function automationLine(line: NonNullable<ConfigurationFile["automation"]>[number]): AutomationLine {
  return {
    app: line.app,
    push: line.push ?? false,
    mayChange: line.mayChange,
    upTo: line.upTo ?? null,
  };
}

export function breakGlass(section: NonNullable<ConfigurationFile["breakGlass"]>): BreakGlassSettings {
  return {
    who: section.who,
    notBypass: section.notBypass ?? [],
    reviewWithin: duration(section.reviewWithin ?? reviewWithinDefault),
    calendar: section.calendar ?? null,
    expiresHours: section.expiresHours ?? expiresHoursDefault,
  };
}

/** The schema has made sure of its form: `2 business days`. */
function duration(text: string): BreakGlassSettings["reviewWithin"] {
  const words = text.split(" ");
  return {
    amount: Number(words[0]),
    unit: words.at(-1)?.startsWith("hour") ? "hours" : "days",
    business: words.includes("business"),
  };
}
