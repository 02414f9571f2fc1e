import type { Rule } from "../../../model/rule.ts";
import { kindMatcher } from "../../../policy/select.ts";
import type { Loaded } from "../loaded.ts";

/** Tables of facts that the rest of a repository has a part in. */
const restFacts: ReadonlySet<string> = new Set([
  "complete",
  "definitions",
  "excesses",
  "filled",
  "hosts",
  "objects",
]);

/** Whether any rule asks about the rest of the repository, of what the change touches: most changes of Terraform do not. */
export function isRestNeeded(rules: readonly Rule[], { roots }: Loaded): boolean {
  const types = new Set(
    roots.flatMap(({ base, head }) =>
      [base, head].flatMap((side) => side?.resources.map(({ type }) => type) ?? []),
    ),
  );
  return rules.some(
    (rule) =>
      rule.kinds.length > 0 && rule.facts.some((name) => restFacts.has(name)) && kindMatcher(rule)(types),
  );
}
