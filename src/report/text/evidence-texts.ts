import type {
  AccessRow,
  CoverageRow,
  EmergencyRow,
  EvidenceView,
  PolicyRow,
  ToolRow,
} from "../../model/evidence.ts";
import type { PopulationCounts, RowException } from "../../model/population.ts";

/** Parts of the page, in their order. */
export type EvidenceSection =
  | "summary"
  | "scope"
  | "reconciliation"
  | "criteria"
  | "sample"
  | "emergencies"
  | "waivers"
  | "policies"
  | "access"
  | "coverage"
  | "tools"
  | "incidents"
  | "anchors"
  | "verify"
  | "storage";

/** Names of facts, as headings of columns and rows. */
export type EvidenceFact =
  | "period"
  | "timezone"
  | "repositories"
  | "branches"
  | "allBranches"
  | "sample"
  | "ledger"
  | "origin"
  | "checkpoint"
  | "root"
  | "entries"
  | "lastEntry"
  | "key"
  | "query"
  | "program"
  | "decisions"
  | "approvals"
  | "commits"
  | "erased"
  | "repository"
  | "branch"
  | "commit"
  | "pull"
  | "when"
  | "entry"
  | "what"
  | "detail"
  | "who"
  | "because"
  | "review"
  | "rule"
  | "waiver"
  | "requested"
  | "granted"
  | "until"
  | "used"
  | "end"
  | "from"
  | "to"
  | "digest"
  | "difference"
  | "organisation"
  | "name"
  | "inScope"
  | "covered"
  | "since"
  | "place"
  | "size"
  | "receipt"
  | "criterion"
  | "shownBy"
  | "author"
  | "pushed"
  | "decision"
  | "reasons"
  | "approvedBy"
  | "independent"
  | "merged"
  | "control"
  | "inForce"
  | "waivers"
  | "report"
  | "files";

/** The texts of an evidence package: whole sentences in each language. Times come written. */
export interface EvidenceTexts {
  /** Language of the page, as HTML names it. */
  readonly language: string;
  readonly title: string;
  readonly subtitle: string;
  readonly otherLanguage: { readonly name: string; readonly path: string };
  /** What this is: the first thing that anybody reads. */
  readonly intro: readonly string[];
  readonly contents: string;
  readonly sections: Readonly<Record<EvidenceSection, string>>;
  readonly facts: Readonly<Record<EvidenceFact, string>>;
  readonly yes: string;
  readonly no: string;
  readonly unknown: string;
  readonly none: string;
  readonly nobody: string;
  /** Instead of a table without rows. */
  readonly noRows: Readonly<Partial<Record<EvidenceSection, string>>>;
  /** What a table is about, and how to read it. */
  readonly leads: Readonly<Partial<Record<EvidenceSection, string>>>;
  more(words: { readonly more: number; readonly path: string }): string;
  period(from: string, to: string, timezone: string): string;
  /** Whether everything is explained, as one sentence. */
  verdict(words: {
    readonly commits: number;
    readonly unexplained: number;
    readonly exceptions: number;
  }): string;
  readonly counts: Readonly<Record<keyof PopulationCounts, string>>;
  /** What each part of the sum is. */
  readonly countMeanings: Readonly<Record<Exclude<keyof PopulationCounts, "commits">, string>>;
  readonly total: string;
  sum(parts: readonly number[], total: number): string;
  readonly exceptionsTitle: string;
  readonly noExceptions: string;
  readonly exceptions: Readonly<Record<RowException, string>>;
  readonly chain: {
    readonly unbroken: string;
    broken(breaks: number): string;
    readonly unknown: string;
  };
  readonly criteria: readonly {
    readonly id: string;
    readonly name: string;
    readonly shownBy: string;
    readonly section: EvidenceSection;
  }[];
  sampleLead(words: {
    readonly drawn: number;
    readonly from: number;
    readonly seed: string | null;
    readonly all: boolean;
  }): string;
  readonly noSample: string;
  readonly routes: Readonly<Record<string, string>>;
  /** What `pass` means for authorisation. */
  readonly standardChange: string;
  readonly gates: Readonly<Record<string, string>>;
  readonly checks: Readonly<Record<string, string>>;
  mergedBy(who: string, when: string): string;
  readonly reportErased: string;
  entry(index: number): string;
  readonly emergencyKinds: Readonly<Record<EmergencyRow["kind"], string>>;
  readonly emergencyStates: Readonly<Record<EmergencyRow["state"], string>>;
  reviewed(words: { readonly by: string; readonly at: string }): string;
  readonly policyKinds: Readonly<Record<PolicyRow["kind"], string>>;
  readonly howActivated: Readonly<Record<string, string>>;
  readonly atStart: string;
  readonly stillInForce: string;
  readonly accessWhen: Readonly<Record<AccessRow["when"], string>>;
  readonly accessKinds: Readonly<Record<AccessRow["kind"], string>>;
  readonly accessChanges: Readonly<Record<AccessRow["change"], string>>;
  readonly coverageChanges: Readonly<Record<CoverageRow["change"], string>>;
  readonly toolKinds: Readonly<Record<ToolRow["kind"], string>>;
  changedParts(parts: readonly string[]): string;
  readonly incidentKinds: Readonly<Record<string, string>>;
  readonly revoked: string;
  readonly expired: string;
  readonly open: string;
  usedBy(decisions: number): string;
  readonly verifySteps: readonly string[];
  readonly notProved: string;
  readonly notProvedPoints: readonly string[];
  readonly storage: Readonly<Record<EvidenceView["storage"], string>>;
  readonly files: readonly { readonly path: string; readonly what: string }[];
  readonly drawing: readonly string[];
  /** What the command says once a package is made. */
  made(words: {
    readonly target: string;
    readonly files: number;
    readonly bytes: number;
    readonly entries: number;
    readonly size: number;
    readonly commits: number;
    readonly unexplained: number;
    readonly exceptions: number;
  }): readonly string[];
  readonly drawingTitle: string;
  /** Which file to open first. */
  startWith(page: string): string;
  readonly difference: {
    added(rule: string): string;
    removed(rule: string): string;
    readonly library: string;
    more(lines: number): string;
  };
}
