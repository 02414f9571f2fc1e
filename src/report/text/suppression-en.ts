import { counted } from "./counted.ts";
import type { SuppressionTexts } from "./suppression-texts.ts";

export const suppressionEn: SuppressionTexts = {
  idle: (count) =>
    `${counted(count, "comment or annotation asks", "comments or annotations ask")} to ignore a rule, without effect:`,
  states: {
    new: "counts from the next change on",
    "not-allowed": "the configuration does not allow it for this rule",
    never: "nobody may make an exception from this rule",
    "no-reason": "it does not say why",
    "without-rule": "it names no rule",
    "unknown-rule": "there is no such rule",
    rendered: "comments in charts have no effect; use the annotation sekisho/ignore",
    unattached: "it stands on nothing that is judged",
    "of-nothing": "the rule finds nothing there",
  },
};
