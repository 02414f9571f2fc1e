import type { Refusal } from "../../../src/model/command.ts";
import type { Locale } from "../../../src/model/configuration.ts";
import type { PublicationContext, PublicationInput } from "../../../src/report/publication/index.ts";
import { finding, report } from "../builders.ts";
import { ruleTexts } from "../rule-texts.ts";
import { author, gate, publication, sre } from "./builders.ts";
import { outcome } from "./cases.ts";

/** One of each reason why a command is not carried out. */
export const refusals: readonly Refusal[] = [
  { kind: "unknown-command", word: "waiv", nearest: "waive" },
  { kind: "unknown-command", word: "`@acme/all`", nearest: null },
  { kind: "incomplete", command: "waive", missing: "date" },
  { kind: "incomplete", command: "feedback", missing: "rule" },
  { kind: "incomplete", command: "break-glass", missing: "reason" },
  { kind: "incomplete", command: "approve-waiver", missing: "waiver" },
  { kind: "unknown-rule", ruleId: "RES-0004", nearest: "RES-004" },
  { kind: "rule-finds-nothing", ruleId: "SEC-020" },
  { kind: "never-waivable", ruleId: "SEC-029" },
  { kind: "date-past", until: "2026-01-31" },
  { kind: "date-too-far", until: "2030-01-31", latest: "2027-02-19" },
  { kind: "unknown-waiver", waiverId: "W-99" },
  { kind: "waiver-closed", waiverId: "W-3" },
  { kind: "own-request", waiverId: "W-12" },
  { kind: "not-allowed", command: "approve-waiver", teams: ["acme/sre", "acme/security"] },
  { kind: "not-allowed", command: "break-glass", teams: [] },
  { kind: "contributor", command: "confirm" },
  { kind: "bot" },
  { kind: "nothing-to-confirm" },
  { kind: "nothing-to-bypass" },
  { kind: "not-bypassable", rules: ["SEC-029", "TEN-006"] },
  { kind: "closed" },
  { kind: "moved-on" },
  { kind: "too-long", charactersMax: 10_000 },
  { kind: "too-many", commandsMax: 10 },
];

const problems = [
  { path: ".github/sekisho.yml", line: 12, message: "`tenant` is not a key of this file.", hint: "tenants" },
  { path: ".github/sekisho.yml", line: 31, message: "`maxDays` is a number of days, not text.", hint: null },
];

function explained(locale: Locale) {
  const text = ruleTexts(locale)["RES-004"];
  if (text === undefined) throw new Error("no texts of RES-004");
  return [{ ...text, waive: locale === "en" ? "During a migration." : "移行の期間中。" }];
}

/** A fix that is asked for, and what the context adds to it. */
function beside(given: (locale: Locale) => Partial<PublicationContext>) {
  return (locale: Locale): PublicationInput => {
    const of = outcome("fix", locale);
    return publication(of, gate(of, "fix"), given(locale));
  };
}

function passedBeside(given: (locale: Locale) => Partial<PublicationContext>) {
  return (locale: Locale): PublicationInput => {
    const of = report(locale, { findings: [] });
    return publication(of, gate(of, "passed"), given(locale));
  };
}

/** A change of the settings asks their owners, and shows what it would have changed. */
function edit(effect: PublicationContext["effect"]) {
  return (locale: Locale): PublicationInput => {
    const edited = finding({
      ruleId: "CHG-023",
      enforcement: "review",
      messageId: "edited",
      arguments: { path: ".github/sekisho.yml" },
      rootKey: "repository:.",
      address: "",
      type: "",
      path: [],
      location: { path: ".github/sekisho.yml", startLine: 1, endLine: 1 },
    });
    const of = report(locale, { findings: [edited], changes: [], reviewers: ["acme/platform"] });
    return publication(of, gate(of, "waiting"), { effect });
  };
}

const different = [
  {
    repository: "acme/infra",
    number: 7,
    before: { route: "block", reviewers: [] },
    after: { route: "pass", reviewers: [] },
    rules: [{ ruleId: "RES-004", before: "block", after: null }],
  },
  {
    repository: "acme/eks",
    number: 31,
    before: { route: "review", reviewers: ["acme/sre"] },
    after: { route: "confirm", reviewers: ["acme/payments"] },
    rules: [{ ruleId: "CHG-010", before: "review", after: "confirm" }],
  },
] as const;

const request = {
  waiverId: "W-12",
  ruleId: "RES-004",
  by: author,
  because: "month-end batch <b>until</b> the new nodes are there",
  until: "2027-01-31",
  approvers: ["acme/sre", "acme/security"],
};

/** What people asked, and what they have to know besides. */
export const answers: Readonly<Record<string, (locale: Locale) => PublicationInput>> = {
  refused: passedBeside(() => ({
    refusals: refusals.slice(0, 2).map((refusal) => ({ by: author, refusal })),
  })),
  explained: passedBeside((locale) => ({ explained: explained(locale) })),
  "waiver-requested": beside(() => ({
    waiverRequests: [request, { ...request, waiverId: "W-13", because: "…", approvers: [] }],
  })),
  "waiver-granted": beside(() => ({
    waiversGranted: [{ ...request, waiverId: "W-11", requestedBy: author, grantedBy: sre }],
    feedback: [{ by: author, ruleId: "RES-004" }],
  })),
  "emptied-comment": passedBeside(() => ({ commented: true })),
  observed: passedBeside((locale) => ({ observed: outcome("fix-and-review", locale).findings })),
  "stricter-rules-announced": passedBeside(() => ({
    announced: { from: "2026-11-26", rules: ["SEC-020", "RES-002"] },
  })),
  "broken-configuration": beside(() => ({ broken: { problems, instead: "last-good" } })),
  "broken-configuration-without-a-good-one": beside(() => ({
    broken: { problems: problems.slice(0, 1), instead: "defaults" },
  })),
  "broken-waivers": beside(() => ({
    broken: {
      problems: [
        { path: ".github/sekisho/waivers/w.yml", line: 3, message: "`expires` is missing.", hint: null },
      ],
      instead: "waivers",
    },
  })),
  "settings-edited": edit({ kind: "shown", decisions: 20, different, untold: ["tenants"] }),
  "settings-edited-without-effect": edit({ kind: "shown", decisions: 20, different: [], untold: [] }),
  "settings-edited-first": edit({ kind: "shown", decisions: 0, different: [], untold: [] }),
  "settings-edited-wrongly": edit({ kind: "invalid", problems }),
  "policies-edited": edit({
    of: "policies",
    ...{ kind: "shown", decisions: 20, different, untold: ["policySources.words"], failed: 2 },
  }),
  "policies-edited-wrongly": edit({
    of: "policies",
    kind: "invalid",
    problems: [{ path: "policy/words.rego", line: 3, message: "var nothing is unsafe", hint: null }],
  }),
  "settings-edited-beyond-reading": edit({ kind: "not-read", reason: "timeout" }),
};
