import type { TenantsTexts } from "./tenants-texts.ts";

/** What the commands of those who run Sekisho say: `gate`, `rollout`, `modules` and `tenants`. Whole sentences in each language. */
export interface OperatorTexts {
  readonly gate: GateAnswerTexts;
  readonly rollout: RolloutTexts;
  readonly modules: ModulesTexts;
  readonly tenants: TenantsTexts;
}

export interface GateAnswerTexts {
  /** `state` is a word of {@link GateAnswerTexts.states}, or "". */
  head(pull: string, state: string): string;
  merged(pull: string, state: string): string;
  group(pulls: string): string;
  directPush(branch: string): string;
  waitingForApproval(pull: string): string;
  waitingForDecision(pull: string): string;
  unknownRepository(repository: string): string;
  unknownCommit(commit: string, repository: string): string;
  failed(pull: string): string;
  groupFailed(pulls: string): string;
  notDecidedConfiguration(pull: string): string;
  notDecidedFailure(pull: string): string;
  superseded(pull: string, head: string): string;
  mergedAgainstGate(pull: string): string;
  breakGlassOver(pull: string, expired: string): string;
  pushedDirectly(branch: string): string;
  /** Why the gate was open, by its state. */
  readonly states: Readonly<Record<string, string>>;
  readonly yes: string;
  readonly no: string;
  readonly waiting: string;
}

export interface ModulesTexts {
  nothing(roots: number): string;
  head(calls: number, modules: number, unread: number): string;
  readonly columns: readonly [string, string, string, string, string];
  readonly unreadColumns: readonly [string, string, string];
  readonly origins: Readonly<Record<"built-in" | "configured", string>>;
  readonly everyVersion: string;
  readonly makesNothing: string;
  outside(calls: number): string;
  readonly unread: string;
  rootsUnread(folders: string): string;
  readonly hint: string;
}

export interface RolloutTexts {
  observed(pulls: number, days: number, repositories: string): string;
  nothing(since: string): string;
  readonly columns: readonly [string, string, string, string, string, string, string];
  readonly verdicts: Readonly<Record<"quiet" | "loud" | "disputed" | "unknown", string>>;
  readonly enforced: string;
  silent(rules: number): string;
  erased(decisions: number): string;
  tooFew(pullsMin: number, daysMin: number): string;
  thresholds(share: string, disputed: string): string;
  suggestion(share: string): string;
  readonly noSuggestion: string;
  readonly alreadyEnforced: string;
}
