import type { Finding } from "../model/finding.ts";
import { compileGlob } from "../model/glob.ts";
import type { Asked } from "./reviewers.ts";

/** Reviewers that routing rules choose. They are asked beside those of the configuration, unless it leaves that to them. */
export interface ChosenReviewers {
  /** What says so: `policySources.acme`. */
  readonly setBy: string;
  readonly teams: readonly string[];
  /** Glob over rule ids. */
  readonly rules: string;
  /** What they look at; `null`: everything. */
  readonly about: readonly { readonly rootKey: string; readonly address: string }[] | null;
  /** Instead of those whom a default names. */
  readonly instead: boolean;
  /** The organisation chose them, so that they may stand for its own default. */
  readonly organisation: boolean;
}

/** The groups that look at a finding, each for itself: one beside another asks for more, and a wider one would ask for less. */
export type ChooseGroups = (finding: Finding, asked: Asked) => readonly Asked[];

export function createChosen(chosen: readonly ChosenReviewers[]): ChooseGroups {
  const choices = chosen.map((choice) => ({ ...choice, matches: matcher(choice) }));
  return (finding, asked) => {
    const own = choices.filter(({ matches }) => matches(finding));
    const instead = own.find((choice) => choice.instead && mayStandFor(choice, asked));
    const beside = own.filter((choice) => choice !== instead).map(groupOf);
    return [instead === undefined ? asked : groupOf(instead), ...beside];
  };
}

/** Only what is nobody's in particular: a default, or one for an environment. */
function mayStandFor({ organisation }: ChosenReviewers, asked: Asked): boolean {
  const isDefault = (key: string) => key === "routing.reviewers" || key.startsWith("routing.byEnvironment.");
  return asked.setBy.every(isDefault) && (organisation || !asked.byOrganisation);
}

function groupOf({ teams, setBy, organisation }: ChosenReviewers): Asked {
  return { teams: [...new Set(teams)].sort(), setBy: [setBy], byOrganisation: organisation };
}

function matcher({ rules, about }: ChosenReviewers): (finding: Finding) => boolean {
  const ruleMatches = compileGlob(rules);
  const places = about === null ? null : new Set(about.map(placeOf));
  return (finding) => ruleMatches(finding.ruleId) && (places?.has(placeOf(finding)) ?? true);
}

function placeOf({ rootKey, address }: { readonly rootKey: string; readonly address: string }): string {
  return JSON.stringify([rootKey, address]);
}
