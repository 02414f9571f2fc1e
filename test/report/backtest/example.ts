import { tally } from "../../../src/app/backtest/tally.ts";
import type { Backtest, BacktestRow, PastResult, PastVerdict } from "../../../src/model/backtest.ts";
import type { Locale } from "../../../src/model/configuration.ts";
import { flipOf } from "../../../src/model/flip.ts";
import { ruleTexts } from "../rule-texts.ts";

const memory = {
  ruleId: "RES-004",
  messageId: "above",
  arguments: {
    container: "api",
    workload: "Deployment payments-prod/api",
    limit: "16Gi",
    tenant: "payments",
    cap: "8Gi",
  },
  ...{ address: "apps/Deployment/payments-prod/api", type: "apps/Deployment" },
  ...{ path: "k8s/payments/prod/api.yaml", line: 31 },
};

const traffic = {
  ruleId: "CHG-010",
  messageId: "jump",
  arguments: { name: "api", points: 80, before: "10 %", after: "90 %" },
  ...{ address: 'aws_route53_record.api["green"]', type: "aws_route53_record" },
  ...{ path: "terraform/payments/weights.tf", line: 14 },
};

const passes: PastVerdict = {
  ...{
    route: "pass",
    reviewers: [],
    rules: [],
    examples: [],
    tenants: ["payments"],
    environments: ["production"],
  },
  ...{ resources: 1, files: 2, unread: {}, passedOver: {} },
};
const blocked: PastVerdict = {
  ...passes,
  route: "block",
  rules: [{ ruleId: "RES-004", enforcement: "block", findings: 3, open: 0 }],
  examples: [{ ...memory, enforcement: "block" }],
};
const reviewed: PastVerdict = {
  ...passes,
  ...{ route: "review", reviewers: ["acme/sre"], tenants: ["payments", "shop"] },
  rules: [
    { ruleId: "CHG-010", enforcement: "review", findings: 1, open: 1 },
    { ruleId: "RES-004", enforcement: "advise", findings: 1, open: 0 },
  ],
  examples: [
    { ...traffic, enforcement: "review" },
    { ...memory, enforcement: "advise" },
  ],
  unread: { limit_exceeded: 1 },
  passedOver: { "remote-module": 4, encrypted: 1 },
};

/** Of a hostile repository: titles that are formulas, markup, and text that cannot be seen. */
const titles = [
  '=HYPERLINK("https://evil.example","win")',
  "<script>alert(1)</script> & \u202Ereversed",
  "Raise a memory limit, and say why",
  "+1",
  "Nothing",
];

function row(index: number, result: PastResult, against: PastResult | null): BacktestRow {
  const month = String((index % 3) * 2 + 1).padStart(2, "0");
  const judged = (one: PastResult | null) =>
    one?.kind === "judged"
      ? { ...one.verdict, reasons: one.verdict.rules.filter(({ enforcement }) => enforcement !== "advise") }
      : null;
  const [before, after] = [judged(result), judged(against)];
  return {
    pull: {
      commit: String(index).repeat(40).slice(0, 40),
      parent: "f".repeat(40),
      mergedAt: `2026-${month}-0${9 - index}T10:00:00.000Z`,
      date: `2026-${month}-0${9 - index}`,
      reference: index === 4 ? null : `#${100 + index}`,
      title: titles[index] ?? "",
      isMerge: true,
    },
    ...{ result, against },
    flip: before === null || after === null ? null : flipOf(before, after),
  };
}

/** A small backtest in which everything occurs that a report shows. */
export function exampleBacktest(locale: Locale, compared: boolean): Backtest {
  const judged = (verdict: PastVerdict): PastResult => ({ kind: "judged", verdict });
  const other = (result: PastResult) => (compared ? result : null);
  const rows = [
    row(0, judged(blocked), other(judged(passes))),
    row(1, judged(reviewed), other(judged({ ...reviewed, reviewers: ["acme/payments"] }))),
    row(2, judged(passes), other(judged(passes))),
    row(3, { kind: "failed", code: "git", detail: "an object is <missing>" }, other({ kind: "unchanged" })),
    row(4, { kind: "unchanged" }, other({ kind: "unchanged" })),
  ];
  return {
    repository: {
      name: "acme/infra",
      url: "https://github.com/acme/infra",
      branch: "main",
      tip: "0".repeat(40),
      isShallow: true,
    },
    asked: { since: null, range: null, mergesOnly: false, leftOut: 7 },
    settings: {
      ...{ inForce: "now", path: ".github/sekisho.yml", againstPath: compared ? "edited.yml" : null },
      ...{ hasTenants: true, hasEnvironments: false, policySet: "a".repeat(64) },
    },
    timezone: "UTC",
    rows,
    ...tally(rows),
    texts: ruleTexts(locale),
    run: { at: "2026-11-21T10:00:00.000Z", versions: { sekisho: "1.2.3" }, resumed: 0, tookMs: 1 },
  };
}
