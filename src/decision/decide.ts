import type { Configuration } from "../model/configuration.ts";
import type { Decision, Reason, RiskItem, Route } from "../model/decision.ts";
import { routeOf } from "../model/enforcement.ts";
import { type Enforcement, enforcements, type Finding } from "../model/finding.ts";
import type { Rule } from "../model/rule.ts";
import { type ChosenReviewers, createChosen } from "./chosen.ts";
import { counts, enforcementOf } from "./counts.ts";
import { createNumbers, type NumbersOf } from "./numbers.ts";
import { createReviewerRules, type ReviewerRules } from "./reviewers.ts";
import { createRiskItems, digestOfItems, onceEach, type RiskedChange } from "./risk-items.ts";

export interface DecisionInput {
  readonly findings: readonly Finding[];
  readonly changes: readonly RiskedChange[];
  readonly configuration: Pick<Configuration, "routing" | "tenants" | "policyOwners">;
  /** Of the rules that gave the findings: what they count. */
  readonly rules: readonly Pick<Rule, "id" | "family" | "numbers">[];
  /** What routing rules choose; absent: there are none. */
  readonly chosen?: readonly ChosenReviewers[];
  /** Digest of the policies that gave the findings. */
  readonly policySet: string;
}

/** A finding that counts, with what it may ask for. */
interface Counted {
  readonly finding: Finding;
  readonly enforcement: Enforcement;
}

/**
 * The route of a change, and why: block, else review, else confirm, else pass. Pure; the order of the findings does
 * not matter. People are named in `reviewersLater` while the author still has something to fix.
 */
export function decide(input: DecisionInput): Decision {
  const counted = input.findings
    .filter(counts)
    .map((finding) => ({ finding, enforcement: enforcementOf(finding) }))
    .filter(({ enforcement }) => routeOf(enforcement) !== "pass");
  const route = strongestRoute(counted);
  const reviewerRules = createReviewerRules(input.configuration, input.rules);
  const asked = counted.filter(({ enforcement }) => enforcement !== "block");
  const riskItems = riskItemsOf(input, asked, reviewerRules);
  const teams = [...new Set(riskItems.flatMap((item) => item.reviewers))].sort();
  return {
    route,
    reasons: reasonsOf(counted, createNumbers(input.rules)),
    riskItems,
    riskDigest: digestOfItems(riskItems),
    reviewers: route === "block" ? [] : teams,
    reviewersLater: route === "block" ? teams : [],
    policySet: input.policySet,
  };
}

function strongestRoute(counted: readonly Counted[]): Route {
  const routes = new Set(counted.map(({ enforcement }) => routeOf(enforcement)));
  const order: readonly Route[] = ["block", "review", "confirm"];
  return order.find((route) => routes.has(route)) ?? "pass";
}

/** One for each rule and enforcement, the strongest first. */
function reasonsOf(counted: readonly Counted[], numbersOf: NumbersOf): readonly Reason[] {
  const grouped = Map.groupBy(counted, ({ finding, enforcement }) => `${enforcement} ${finding.ruleId}`);
  const reasons = [...grouped.values()].flatMap((group): Reason[] => {
    const [first] = group;
    if (first === undefined) return [];
    const fingerprints = [...new Set(group.map(({ finding }) => finding.fingerprint))].sort();
    const numbers = numbersOf(group.map(({ finding }) => finding));
    const counting = numbers.length === 0 ? {} : { numbers };
    return [{ ruleId: first.finding.ruleId, enforcement: first.enforcement, fingerprints, ...counting }];
  });
  return reasons.sort(
    (left, right) =>
      enforcements.indexOf(right.enforcement) - enforcements.indexOf(left.enforcement) ||
      compareText(left.ruleId, right.ruleId),
  );
}

function riskItemsOf(
  { changes, chosen = [] }: Pick<DecisionInput, "changes" | "chosen">,
  asked: readonly Counted[],
  reviewerRules: ReviewerRules,
): readonly RiskItem[] {
  const riskItem = createRiskItems(changes);
  const groupsOf = createChosen(chosen);
  const items = asked.flatMap(({ finding, enforcement }) =>
    enforcement === "confirm"
      ? [riskItem(finding, "confirm", reviewerRules.confirming(finding))]
      : groupsOf(finding, reviewerRules.reviewing(finding)).map((group) =>
          riskItem(finding, "review", group),
        ),
  );
  return onceEach(items);
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
