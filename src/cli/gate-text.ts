import type { GateAnswer, GateProof, GateRefusal } from "../app/gate-question.ts";
import type { Locale } from "../model/configuration.ts";
import { quotable } from "../report/neutral.ts";
import { operatorTexts } from "../report/operator/index.ts";
import type { GateAnswerTexts } from "../report/operator/texts.ts";
import { painter } from "../report/terminal/paint.ts";

export interface AskedAbout {
  /** `owner/name`. */
  readonly repository: string;
  readonly commit: string;
}

/** The answer as one line of text: the word, then why. */
export function gateText(
  answer: GateAnswer,
  asked: AskedAbout,
  { locale, colour }: { readonly locale: Locale; readonly colour: boolean },
): string {
  const { gate } = operatorTexts(locale);
  const paint = painter(colour);
  const pull = (number: number) => `${quotable(asked.repository)}#${number}`;
  switch (answer.answer) {
    case "yes":
      return `${paint("good", `✅ ${gate.yes}`)}  ${proofText(answer.proof, pull, gate)}\n`;
    case "no":
      return `${paint("fix", `⛔ ${gate.no}`)}  ${refusalText(answer.why, asked, pull, gate)}\n`;
    case "waiting": {
      const why = answer.for === "approval" ? gate.waitingForApproval : gate.waitingForDecision;
      return `${paint("review", `⏳ ${gate.waiting}`)}  ${why(pull(answer.number))}\n`;
    }
    default:
      return answer satisfies never;
  }
}

type NameOf = (number: number) => string;

function proofText(proof: GateProof, pull: NameOf, gate: GateAnswerTexts): string {
  switch (proof.kind) {
    case "head":
      return gate.head(pull(proof.number), gate.states[proof.state] ?? "");
    case "merged":
      return gate.merged(pull(proof.number), gate.states[proof.state] ?? "");
    case "merge-group":
      return gate.group(proof.pulls.map(pull).join(", "));
    case "direct-push":
      return gate.directPush(quotable(proof.branch));
    default:
      return proof satisfies never;
  }
}

function refusalText(
  why: GateRefusal,
  { repository, commit }: AskedAbout,
  pull: NameOf,
  gate: GateAnswerTexts,
): string {
  switch (why.kind) {
    case "unknown-repository":
      return gate.unknownRepository(quotable(repository));
    case "unknown-commit":
      return gate.unknownCommit(commit, quotable(repository));
    case "failed":
      return gate.failed(pull(why.number));
    case "group-failed":
      return gate.groupFailed(why.pulls.map(pull).join(", "));
    case "not-decided":
      return why.reason === "configuration"
        ? gate.notDecidedConfiguration(pull(why.number))
        : gate.notDecidedFailure(pull(why.number));
    case "superseded":
      return gate.superseded(pull(why.number), why.head);
    case "merged-against-the-gate":
      return gate.mergedAgainstGate(pull(why.number));
    case "break-glass-over":
      return gate.breakGlassOver(pull(why.number), why.expires);
    case "direct-push":
      return gate.pushedDirectly(quotable(why.branch));
    default:
      return why satisfies never;
  }
}
