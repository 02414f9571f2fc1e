import type { Finding } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import type { Cause } from "./causes.ts";
import { localMoment } from "./local-time.ts";
import { returnTextsOf } from "./text/return-texts.ts";

/** As git abbreviates a commit. */
const shownCharacters = 7;

/** What a finding's change returns to. `write` writes the commit as names are written there. */
export function returnedTo({ returnsTo }: Finding, report: Report, write: (text: string) => string): string {
  if (returnsTo === undefined) throw new TypeError("a finding that returned says nothing of what to");
  const commit = write(returnsTo.commit.slice(0, shownCharacters));
  return returnTextsOf(report.locale).row(commit, localMoment(returnsTo.until, report.timezone));
}

/** The states that causes return to: the commit of the only one, or how many they are. */
export function returnedStates(
  causes: readonly Cause[],
): { readonly kind: "one"; readonly commit: string } | { readonly kind: "several"; readonly count: number } {
  const findings = causes.flatMap((cause) => cause.findings);
  const commits = new Set(findings.map(({ returnsTo }) => returnsTo?.commit ?? ""));
  const [commit = ""] = commits;
  return commits.size === 1
    ? { kind: "one", commit: commit.slice(0, shownCharacters) }
    : { kind: "several", count: commits.size };
}
