import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installation } from "../../src/app/installation.ts";
import type { Locale } from "../../src/model/configuration.ts";
import { renderComment } from "../../src/report/markdown/comment.ts";
import { messageOf } from "../../src/report/message.ts";
import { type Bench, openBench, type Reviewed } from "../hostile/bench.ts";
import { load, problemsOf, sourceOf } from "./sources.ts";

/** Routing rules through a whole review: trees, settings, workers, decision, report. */
let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const settings = ".github/sekisho.yml";
const path = "policy/routing";
const configuration = `version: 1
mode: enforce
environments: { production: { paths: ["prod/**"] }, development: { paths: ["dev/**"] } }
policyOwners: [acme/platform]
routing: { reviewers: [acme/sre] }
policySources: [{ path: ${path}, kind: routing, name: acme, teams: [acme/dba] }]
`;
const example = readFileSync(join(installation.top, "docs/examples/routing/routing.rego"), "utf8");

const provider = 'provider "aws" {}\n';
const network = (text: string) => `resource "aws_route" "out" {\n  description = "${text}"\n}\n`;
const database = (size: number) => `resource "aws_db_instance" "main" {
  identifier          = "main"
  allocated_storage   = ${size}
  deletion_protection = true
  storage_encrypted   = true
}
`;
const terraform = (folder: string, size: number, text: string) => ({
  [`${folder}/provider.tf`]: provider,
  [`${folder}/main.tf`]: database(size) + network(text),
});

interface Asking {
  readonly rego?: string;
  readonly folder?: string;
  readonly text?: string;
  readonly settings?: string;
  readonly organisation?: string;
  readonly rules?: string;
  readonly head?: Readonly<Record<string, string>>;
  readonly locale?: Locale;
}

function review(asking: Asking = {}): Promise<Reviewed> {
  const { rego = example, folder = "prod", text = "new", rules = "routing.*,CHG-025,CHG-023" } = asking;
  const common = { [settings]: asking.settings ?? configuration, [`${path}/routing.rego`]: rego };
  return bench.ask({
    base: { ...common, ...terraform(folder, 20, "old") },
    head: { ...common, ...terraform(folder, 30, text), ...asking.head },
    rules,
    ...(asking.organisation === undefined ? {} : { organisation: asking.organisation }),
    ...(asking.locale === undefined ? {} : { locale: asking.locale }),
  });
}

function said({ report }: Reviewed): readonly string[] {
  const style = { format: "plain", locale: report.locale } as const;
  return report.findings
    .filter(({ status }) => status === "active")
    .map((one) => `${one.enforcement} ${messageOf(one, report.texts, style)}`);
}

function groups({ report }: Reviewed): readonly string[] {
  return report.decision.riskItems
    .map(({ ruleId, reviewers, setBy = [] }) => `${ruleId} ${reviewers.join("+")} ${setBy.join("+")}`)
    .toSorted();
}

describe("the example of the guide", () => {
  test("asks about a database and the network of production at once", async () => {
    const reviewed = await review();
    expect(said(reviewed)).toEqual([
      "review This change touches a database and the network of production at once.",
    ]);
    expect(reviewed.report.decision.route).toBe("review");
    const comment = renderComment(reviewed.report, { presence: "asked" });
    expect(comment).toContain("the database and the network in two pull requests.");
  });

  test("says it in Japanese", async () => {
    const reviewed = await review({ locale: "ja" });
    expect(said(reviewed)).toEqual([
      "review この変更は、本番環境のデータベースとネットワークを同時に変更します。",
    ]);
  });

  test.each<[string, Asking]>([
    ["elsewhere", { folder: "dev" }],
    ["where the network stays as it is", { text: "old" }],
  ])("adds nothing %s", async (_, asking) => {
    const reviewed = await review(asking);
    expect(said(reviewed)).toEqual([]);
    expect(reviewed.report.decision.route).toBe("pass");
  });

  test("asks those who know databases beside the reviewers, each for themselves", async () => {
    const rules = "routing.*,CHG-018";
    const head = {
      "prod/main.tf": database(20).replace("protection = true", "protection = false") + network("old"),
    };
    expect(groups(await review({ rules, head }))).toEqual([
      "CHG-018 acme/dba policySources.acme",
      "CHG-018 acme/sre routing.reviewers",
    ]);
  });
});

test("a reason is the same one while what it rests on is the same, and another one when that changes", async () => {
  const [one, same, other] = [
    await review(),
    await review({ head: { "prod/more.tf": "# a comment\n", "README.md": "other\n" } }),
    await review({ text: "another value" }),
  ];
  expect(same.report.decision.riskDigest).toBe(one.report.decision.riskDigest);
  expect(other.report.decision.riskDigest).not.toBe(one.report.decision.riskDigest);
});

test("they are read at the base, and a change of them is a change of the rules", async () => {
  const reviewed = await review({
    head: { [`${path}/routing.rego`]: "package sekisho.routing\nreasons := set()\n" },
  });
  expect(reviewed.report.decision.reasons.map(({ ruleId }) => ruleId).toSorted()).toEqual([
    "CHG-023",
    "routing.acme",
  ]);
});

test("the digest of the rules holds them", async () => {
  const [one, other] = [await review(), await review({ rego: `${example}\n# changed\n` })];
  expect(other.report.decision.policySet).not.toBe(one.report.decision.policySet);
});

const reasons = (body: string) => `package sekisho.routing\n\nreasons contains reason if {\n${body}\n}\n`;

describe("rules that cannot be asked leave nobody unasked", () => {
  test.each<[string, string, RegExp]>([
    [
      "a loop",
      reasons(
        '\tnumbers.range(1, 100000)[a]\n\tnumbers.range(1, 100000)[b]\n\ta * b < 0\n\treason := {"id": "a"}',
      ),
      /took longer than is allowed/,
    ],
    [
      "an unknown route",
      reasons('\treason := {"id": "a", "route": "pass", "message": "x"}'),
      /route is none of/,
    ],
    [
      "a team that nobody has named",
      reasons('\treason := {"id": "a", "route": "review", "message": "x", "teams": ["evil/team"]}'),
      /neither the configuration nor the source names/,
    ],
    [
      "ten thousand reasons",
      reasons(
        '\tsome n in numbers.range(1, 10000)\n\treason := {"id": sprintf("r%d", [n]), "route": "review", "message": "x"}',
      ),
      /10000, of at most 50/,
    ],
  ])("%s", async (_, rego, expected) => {
    const reviewed = await review({ rego });
    const unread = said(reviewed).filter((line) => line.includes("policies of acme"));
    expect(unread.join("\n")).toMatch(expected);
    expect(reviewed.report.decision.route).toBe("review");
  });

  test("markup and mentions of a message are shown, and do nothing", async () => {
    const message = "@everyone <img src=x> [a](b) `x` | \\u202e";
    const rego = reasons(`\treason := {"id": "a", "route": "block", "message": "${message}"}`);
    const reviewed = await review({ rego });
    const comment = renderComment(reviewed.report, { presence: "asked" }) ?? "";
    expect(reviewed.report.decision.route).toBe("block");
    expect(comment).not.toMatch(/@everyone|<img|[^\\]\]\(b\)|\u202e/);
  });
});

describe("an organisation's reviewers", () => {
  const instead = 'package sekisho.routing\n\nreviewers contains {"teams": ["acme/dba"], "instead": true}\n';
  const head = {
    "prod/main.tf": database(20).replace("protection = true", "protection = false") + network("old"),
  };
  const rules = "routing.*,CHG-018";

  test("a repository's rules stand for its own default", async () => {
    expect(groups(await review({ rego: instead, head, rules }))).toEqual([
      "CHG-018 acme/dba policySources.acme",
    ]);
  });

  test("and only stand beside the organisation's", async () => {
    const organisation = "version: 1\nrouting: { reviewers: [acme/sre] }\n";
    expect(groups(await review({ rego: instead, head, rules, organisation }))).toEqual([
      "CHG-018 acme/dba policySources.acme",
      "CHG-018 acme/sre routing.reviewers",
    ]);
  });

  test("the organisation's own rules stand for its default", async () => {
    const own = "version: 1\n";
    const organisation = configuration;
    expect(groups(await review({ rego: instead, head, rules, settings: own, organisation }))).toEqual([
      "CHG-018 acme/dba policySources.acme",
    ]);
  });
});

describe("what is wrong with a source is told with its line", () => {
  const source = (text: string) => sourceOf({ kind: "routing", path: "p" }, { "p/routing.rego": text });
  test.each<[string, string, RegExp]>([
    ["a syntax error", "package sekisho.routing\n\nreasons contains\n", /^p\/routing\.rego:4: /],
    [
      "another package",
      "package main\nreasons contains {} if true\n",
      /^p:1: the package sekisho\.routing has neither/,
    ],
    [
      "no set",
      "package sekisho.routing\n\nreasons := 1\n",
      /^p\/routing\.rego:3: reasons is of the type number/,
    ],
    [
      "a set of texts",
      'package sekisho.routing\n\nreasons contains "a"\n',
      /^p\/routing\.rego:3: reasons is of the type string/,
    ],
    [
      "what may not be called",
      'package sekisho.routing\nreasons contains {"id": http.send({})}\n',
      /http\.send/,
    ],
  ])("%s", async (_, text, expected) => {
    expect((await problemsOf(source(text))).join("\n")).toMatch(expected);
  });

  test("a right one has one rule, whose messages ask for what they are called", async () => {
    const loaded = await load(source("package sekisho.routing\n\nreasons := []\n"));
    if (loaded.kind === "rejected") throw new Error(JSON.stringify(loaded.problems));
    expect(loaded.rules).toMatchObject([{ id: "routing.p", family: "routing" }]);
  });
});
