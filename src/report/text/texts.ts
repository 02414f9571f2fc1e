import type { CapacityTexts } from "./capacity-texts.ts";
import type { ConfigCheckTexts, ExplainTexts } from "./catalogue-texts.ts";
import type { ChangeTexts } from "./change-texts.ts";
import type { SuppressionTexts } from "./suppression-texts.ts";

/**
 * Everything that a report says by itself, in one language. Whole sentences, written by hand; what comes from rules
 * (messages, why, fix) is not here. Strings that are handed in are already formatted and escaped for where they go.
 */
export interface Texts {
  readonly product: string;
  readonly headline: HeadlineTexts;
  readonly next: NextTexts;
  readonly row: RowTexts;
  readonly details: DetailTexts;
  readonly changes: ChangeTexts;
  readonly capacity: CapacityTexts;
  readonly folds: FoldTexts;
  readonly failure: FailureTexts;
  readonly terminal: TerminalTexts;
  readonly suppressions: SuppressionTexts;
  readonly explain: ExplainTexts;
  readonly configCheck: ConfigCheckTexts;
  readonly words: Words;
  /** What a value is, where the value itself is not shown. */
  readonly values: { readonly secret: string; readonly unknown: string; readonly absent: string };
  /** What a Terraform type makes, as people call it. */
  readonly nouns: Readonly<Record<Noun, string>>;
}

export type Noun =
  | "database"
  | "databaseCluster"
  | "cache"
  | "bucket"
  | "table"
  | "queue"
  | "topic"
  | "fileSystem"
  | "volume"
  | "imageRepository"
  | "dnsZone"
  | "dnsRecord"
  | "key"
  | "userPool"
  | "role"
  | "securityGroup"
  | "loadBalancer"
  | "cluster"
  | "function"
  | "searchDomain";

interface HeadlineTexts {
  passed: string;
  passedWithAdvice(count: number): string;
  passedWithWaivers(count: number): string;
  fix(count: number): string;
  fixThenReview(count: number, who: string): string;
  fixThenConfirm(count: number, confirmations: number): string;
  review(count: number, who: string): string;
  reviewAndConfirm(count: number, who: string, confirmations: number): string;
  confirm(count: number): string;
  frozen(who: string): string;
  /** Observe mode: what would have happened. `rules` are ids. */
  observedPass: string;
  observedFix(count: number, rules: string): string;
  observedReview(who: string, rules: string): string;
  observedConfirm(count: number, rules: string): string;
  /** Advise mode: what it would come to, and that it stops nothing. */
  advisedFix(count: number, rules: string): string;
  advisedReview(who: string, rules: string): string;
  advisedConfirm(count: number, rules: string): string;
  brokenConfiguration(count: number): string;
  failed: string;
}

interface NextTexts {
  label: string;
  push: string;
  pushThenReview(who: string): string;
  pushThenConfirm(who: string): string;
  review(who: string): string;
  reviewAndConfirm(who: string, owners: string): string;
  confirm(owners: string): string;
  nothing: string;
  observing: string;
  advising: string;
  configuration: string;
  lastGood(commit: string): string;
  noGood: string;
  retried: string;
  tryAgain: string;
}

interface RowTexts {
  readonly columns: readonly [string, string, string];
  you: string;
  reviewers(who: string): string;
  owners(who: string): string;
  advice: string;
  approved: string;
  confirmed: string;
  waived(waiver: string): string;
  waivedUntil(waiver: string, expires: string): string;
  /** Silenced where it stands; `place` is the comment or annotation. */
  ignored(place: string, reason: string): string;
  /** The deciding place and what is wrong there, as one sentence or two. */
  reason(path: string, line: number, message: string): string;
  reasonInFile(path: string, message: string): string;
  /** The line is one of the base: what stood there is gone. */
  reasonBefore(path: string, line: number, message: string): string;
  before(place: string): string;
  /** Said behind a sentence about a file that is made from another one. */
  generated(sentence: string, path: string, source: string): string;
  /** Said behind the sentence about the first of several places; `advised` of the others ask for nothing. */
  withOthers(sentence: string, count: number, advised: number): string;
  morePlaces(place: string, count: number): string;
  /** Two sentences without their full stops, in one cell. */
  sentences(first: string, second: string): string;
  /** Said behind places where somebody is asked: the same stands where it is only advised. */
  advisedPlaces(places: string, count: number): string;
  /** One place that stands in several overlays or releases, some of which are named. */
  reaches(place: string, names: readonly string[], count: number): string;
  more(count: number): string;
  moreAt(count: number, link: string): string;
  /** More teams than are worth naming. */
  moreTeams(teams: string, count: number): string;
  nobodyNamed: string;
  owningTeam: string;
  setValue(path: string, value: string): string;
  addValue(path: string, value: string): string;
  addPart(path: string): string;
  removeValue(path: string): string;
  setValueIn(name: string, path: string, value: string): string;
  addValueIn(name: string, path: string, value: string): string;
  addPartIn(name: string, path: string): string;
  removeValueIn(name: string, path: string): string;
}

interface DetailTexts {
  summary(ruleId: string): string;
  advice(ruleId: string): string;
  /** The page of a rule, as a link. */
  page(link: string): string;
  waive(command: string): string;
  waiveCommand(ruleId: string): string;
  sameEdit(ruleId: string): string;
  moreEdits(count: number): string;
  feedback(command: string): string;
  feedbackCommand(ruleId: string): string;
  about(commit: string): string;
  tooLong(count: number): string;
  wouldPass(sentence: string): string;
  readonly wouldPassList: string;
}

interface FoldTexts {
  existing(count: number): string;
  resolved(count: number): string;
  improved(count: number): string;
  open(count: number): string;
  notEvaluated(count: number): string;
  readonly reasons: {
    readonly encrypted: string;
    readonly ignored: string;
    readonly "no-schema": string;
    readonly template: string;
    readonly "library-module": string;
    readonly "remote-module": string;
    readonly "module-version": string;
    readonly "remote-source": string;
    readonly "other-revision": string;
    readonly "not-static": string;
    readonly "not-applied": string;
    readonly "rest-not-read": string;
    readonly "policy-unknown-values": string;
    readonly "policy-namespace": string;
    readonly "policy-inventory": string;
    readonly drift: string;
    readonly "plan-of-untouched-root": string;
    readonly "unsupported-format": string;
    readonly "tool-copy": string;
  };
}

interface FailureTexts {
  configurationReason(path: string, line: number, message: string): string;
  hint(suggestion: string): string;
  internal: string;
  reference(id: string): string;
}

interface TerminalTexts {
  fix: string;
  next: string;
  reviewers: string;
  advice(count: number): string;
  existing(count: number): string;
  moreFindings(count: number): string;
  notEvaluated(count: number): string;
  explainHint(ruleId: string): string;
  column(line: number, column: number): string;
  pieces(counts: { readonly roots: number; readonly resources: number; readonly changes: number }): string;
}

interface Words {
  readonly severity: {
    readonly critical: string;
    readonly high: string;
    readonly medium: string;
    readonly low: string;
  };
  readonly enforcement: {
    readonly off: string;
    readonly advise: string;
    readonly confirm: string;
    readonly review: string;
    readonly block: string;
  };
  readonly open: string;
}
