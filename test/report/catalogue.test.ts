import { describe, expect, it } from "vitest";
import type { Locale } from "../../src/model/configuration.ts";
import type { Rule } from "../../src/model/rule.ts";
import { renderConfigCheck } from "../../src/report/catalogue/config-check.ts";
import { renderExplain } from "../../src/report/catalogue/explain.ts";
import { type PolicyLine, renderPolicyList } from "../../src/report/catalogue/policy-list.ts";
import { expectGolden } from "./golden.ts";
import { ruleTexts } from "./rule-texts.ts";

const rule: Rule = {
  id: "CHG-010",
  family: "change",
  package: "change.traffic_steps",
  title: "Traffic moves in small steps",
  description: "",
  severity: "high",
  enforcement: { production: "review", elsewhere: "advise" },
  scope: "change",
  kinds: ["aws_route53_record", "networking.istio.io/VirtualService"],
  reads: [],
  needs: ["file"],
  facts: [],
  parameters: { maxStepPoints: { type: "number", default: 25 } },
  supersedes: [],
  peers: [],
  tags: [],
  references: ["https://example.com/weights", "https://example.com/steps"],
};

function lines(locale: Locale): readonly PolicyLine[] {
  const title = (id: string) => ruleTexts(locale)[id]?.title ?? "";
  return [
    {
      id: "RES-004",
      title: title("RES-004"),
      family: "resources",
      severity: "high",
      production: "block",
      elsewhere: "block",
      silent: true,
      fix: true,
      formats: ["Terraform", "YAML"],
    },
    {
      id: "CHG-001",
      title: title("CHG-001"),
      family: "change",
      severity: "critical",
      production: "review",
      elsewhere: "confirm",
      silent: false,
      fix: false,
      formats: ["YAML"],
    },
    {
      id: "SEC-020",
      title: title("SEC-020"),
      family: "security",
      severity: "medium",
      production: "advise",
      elsewhere: "off",
      silent: false,
      fix: false,
      formats: ["YAML"],
      observed: [{ organisation: "acme", since: "2027-02-02", until: "2027-03-04" }],
    },
  ];
}

const problem = {
  path: ".github/sekisho.yml",
  line: 12,
  message: "`tenant` is not a key of this file.",
  hint: "tenants",
};
const good = {
  files: [
    { path: "org.yml", found: false },
    { path: ".github/sekisho.yml", found: true },
  ],
  errors: [],
  warnings: [],
  unused: ["helm.releases", "breakGlass"],
  unmatched: { roots: 3, total: 40 },
  mode: "observe",
} as const;

describe.each<Locale>(["en", "ja"])("the catalogue in %s", (locale) => {
  const options = { locale, colour: false };

  it("explains a rule as the golden does", () => {
    const text = ruleTexts(locale)["CHG-010"];
    expect(text).toBeDefined();
    if (text !== undefined)
      expectGolden(`explain.${locale}`, "txt", renderExplain(text, rule, { ...options, silent: true }));
  });

  it("lists rules in columns that stand below each other, Japanese too", () => {
    expectGolden(`policies.${locale}`, "txt", renderPolicyList(lines(locale), options));
  });

  it("says that a configuration is good, and what is worth knowing about it", () => {
    expectGolden(`config-good.${locale}`, "txt", renderConfigCheck(good, options));
  });

  it("says where a configuration is broken, and what was probably meant", () => {
    const broken = { ...good, errors: [problem], unused: [], unmatched: null };
    expectGolden(`config-broken.${locale}`, "txt", renderConfigCheck(broken, options));
  });
});
