import type { Route } from "../../model/decision.ts";
import type { RefusalTexts } from "./refusal-texts.ts";

/**
 * What the App says on GitHub beyond a report, in one language: whole sentences, written by hand. Strings that are
 * handed in are already formatted and escaped for where they go.
 */
export interface PublicationTexts {
  readonly title: TitleTexts;
  readonly headline: StateTexts;
  readonly next: TurnTexts;
  readonly approval: ApprovalTexts;
  readonly notice: NoticeTexts;
  readonly plan: PlanTexts;
  readonly waiver: WaiverTexts;
  readonly refusal: RefusalTexts;
  readonly check: CheckTexts;
  readonly action: ActionTexts;
  readonly group: MergeGroupTexts;
  readonly card: CardTexts;
  readonly suggestion: SuggestionTexts;
}

/** What an edit is of whose effect on earlier decisions is told: files of settings, or Rego that they name. */
export type Edited = "settings" | "policies";

/** Titles of the check run: plain text, one line. */
interface TitleTexts {
  passed: string;
  passedWithAdvice(count: number): string;
  passedWithWaivers(count: number): string;
  fix(count: number): string;
  waiting(who: string): string;
  waitingAndConfirm(who: string, confirmations: number): string;
  frozen(who: string): string;
  /** `what`: the sentence of the finding, without its full stop. */
  confirm(what: string): string;
  confirmSeveral(count: number): string;
  approved(by: string): string;
  confirmed(by: string): string;
  approvedAndConfirmed(by: string, confirmedBy: string): string;
  breakGlass(by: string, until: string): string;
  automation: string;
  draftFix(count: number): string;
  draft: string;
  peerApproval: string;
  unattributed(commit: string): string;
  observedPass: string;
  observedFix(count: number, rules: string): string;
  observedReview(who: string, rules: string): string;
  observedConfirm(count: number, rules: string): string;
  advisedPass: string;
  advised(count: number): string;
  configuration(count: number): string;
  failedRetrying: string;
  failed: string;
}

/** Headlines of the comment for states that only the gate knows; they follow "Sekisho: ". */
interface StateTexts {
  approved(by: string): string;
  confirmed(by: string): string;
  approvedAndConfirmed(by: string, confirmedBy: string): string;
  breakGlass(by: string): string;
  automation: string;
  draft: string;
  draftFix(count: number): string;
  peerApproval: string;
  unattributed: string;
  observing: string;
}

/** Whose turn it is. */
interface TurnTexts {
  nothingMore: string;
  confirmBySelf: string;
  peerApproval: string;
  unattributed: string;
  breakGlass(until: string): string;
  draft: string;
  draftFix: string;
}

interface ApprovalTexts {
  approved(by: string): string;
  confirmed(by: string): string;
  stands(by: string): string;
  /** `what`: "weight 10 → 100 is new (was 90)." */
  droppedByValues(by: string, what: string): string;
  /** `what`: whole sentences about what is new. */
  droppedByFindings(by: string, what: string): string;
  unseen(by: string): string;
  contributor(by: string): string;
  notAMember(by: string, teams: string): string;
  bot(by: string): string;
  requestedTheWaiver(by: string): string;
  dismissed(by: string): string;
  waitingForDecision(by: string): string;
  partly(given: number, needed: number): string;
  /** A value that is new, and what was approved in its place. */
  newValue(label: string, before: string, after: string, was: string): string;
  /** Something that nobody approved; the message is a whole sentence. */
  newFinding(message: string): string;
  /** The same thing, approved when it said something else; both are whole sentences. */
  otherFinding(message: string, was: string): string;
  moreNews(count: number): string;
}

interface NoticeTexts {
  unattributed(commits: string, count: number): string;
  extraApproval(commits: string, count: number): string;
  breakGlass(by: string, because: string): string;
  breakGlassUntil(until: string, reviewBy: string): string;
  /** It is in force, and what keeps the gate shut is beyond it. */
  breakGlassNotEnough(until: string, reviewBy: string): string;
  automation: string;
  missingTeams(teams: string, count: number): string;
  otherTeams(teams: string, count: number): string;
  broken(count: number): string;
  readonly instead: {
    readonly "last-good": string;
    readonly defaults: string;
    readonly waivers: string;
  };
  announced(from: string, rules: string): string;
  effectNone(edited: Edited, decisions: number): string;
  effectNothingToCompare(edited: Edited): string;
  /** `ends`: how they end, with numbers. */
  effect(edited: Edited, different: number, decisions: number, ends: string): string;
  effectPending(edited: Edited): string;
  readonly effectEnds: Readonly<Record<Route | "others", (count: number) => string>>;
  effectFailed(edited: Edited, count: number): string;
  effectUnfinished(count: number): string;
  effectMore(count: number): string;
  effectUntold(keys: string): string;
  effectInvalid(edited: Edited, count: number): string;
  effectNotRead(edited: Edited): string;
  feedback(by: string, ruleId: string): string;
  observed(count: number): string;
  /** `until`: the last local date on which they only observe. */
  newRules(rules: string, count: number, until: string): string;
  explained(ruleId: string, title: string): string;
  refused: string;
}

/** Sentences about Terraform plans, put together into one paragraph. */
interface PlanTexts {
  read(plans: string): string;
  /** A plan and the run that made it. */
  from(plan: string, run: string): string;
  readonly run: string;
  readonly runOfFork: string;
  missing(plans: string): string;
  readonly underWay: string;
  readonly trouble: { readonly permission: string; readonly unavailable: string };
  /** Between two sentences. */
  readonly space: string;
}

interface WaiverTexts {
  request(waiver: string, ruleId: string, until: string, by: string): string;
  because(reason: string): string;
  mayGrant(who: string, command: string): string;
  nobodyMayGrant: string;
  grantCommand(waiver: string): string;
  granted(waiver: string, ruleId: string, until: string, by: string, requestedBy: string): string;
}

interface CheckTexts {
  reasons: string;
  reason(ruleId: string, title: string, enforcement: string, count: number): string;
  findings: string;
  moreFindings(count: number): string;
  decision(id: string): string;
  policySet(id: string): string;
  versions(list: string): string;
  commit(sha: string): string;
  /** What follows stands in one line: the entry of the decision, and what was signed over it. */
  entry(index: number): string;
  signedSize(size: number): string;
  root(root: string): string;
  readonly notSigned: string;
  annotationsOmitted(count: number): string;
  tooLong: string;
  withFix(message: string, fix: string): string;
}

/** Labels up to 20 characters, descriptions up to 40. */
interface ActionTexts {
  readonly recheck: ActionText;
  readonly confirm: ActionText;
  readonly explain: ActionText;
}

interface ActionText {
  readonly label: string;
  readonly description: string;
}

interface MergeGroupTexts {
  passed: string;
  approved: string;
  fix(count: number): string;
  uncovered(count: number): string;
  pulls(list: string): string;
  uncoveredTitle: string;
  /** Title: whose own gate is shut. */
  shut(pulls: string): string;
  shutSince(pulls: string): string;
  lifted: string;
  next: string;
  nextFix: string;
  nextShut: string;
}

interface CardTexts {
  namespace: string;
  owner: string;
  nobody: string;
  environment: string;
  quota: string;
  access: string;
  /** Somebody has a role. */
  grant(subjects: string, role: string): string;
  limits: string;
  network: string;
  podSecurity: string;
  none: string;
}

interface SuggestionTexts {
  why(message: string, ruleId: string): string;
}
