import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { defaultConfiguration, loadConfiguration } from "./index.ts";
import type { LoadedConfiguration } from "./read-files.ts";

const everyKey = readFileSync(new URL("./testing/every-key.yml", import.meta.url), "utf8");
const rules = [
  { id: "SEC-020", family: "security", parameters: {} },
  { id: "CHG-010", family: "change", parameters: { maxStepPoints: { type: "integer", default: 25 } } },
];

function load(repository: string | null, organisation: string | null = null): Promise<LoadedConfiguration> {
  return loadConfiguration({
    organisation: organisation === null ? null : { path: "sekisho.yml", text: organisation },
    repository: repository === null ? null : { path: ".github/sekisho.yml", text: repository },
    rules,
  });
}

async function problems(repository: string): Promise<readonly string[]> {
  const loaded = await load(repository);
  if (loaded.kind === "ok") return [];
  return loaded.problems.map(
    ({ line, column, key, hint }) => `${line}:${column} ${key}${hint === null ? "" : ` → ${hint}`}`,
  );
}

async function notices(repository: string, organisation: string | null = null): Promise<readonly string[]> {
  const loaded = await load(repository, organisation);
  if (loaded.kind === "invalid") throw new Error(loaded.problems.map(({ message }) => message).join("\n"));
  return loaded.notices.map(({ kind, key, hint }) => `${kind} ${key}${hint === null ? "" : ` → ${hint}`}`);
}

describe("a configuration file", () => {
  test("may be missing, and then the defaults are in force", async () => {
    const loaded = await load(null);
    expect(loaded).toEqual({ kind: "ok", configuration: defaultConfiguration(), notices: [] });
    expect(defaultConfiguration()).toMatchObject({ mode: "observe", locale: "en", timezone: "UTC" });
  });

  test.each(["", "# nothing yet\n", "tenants:\n", "version: 1\n"])(
    "may be as good as empty: %j",
    async (text) => {
      const loaded = await load(text);
      expect(loaded).toMatchObject({ kind: "ok", configuration: { digest: defaultConfiguration().digest } });
    },
  );

  test("may hold every key of the documentation, as the organisation's", async () => {
    const loaded = await load(null, everyKey);
    expect(loaded).toMatchObject({
      kind: "ok",
      configuration: { locale: "ja", timezone: "Asia/Tokyo", retentionYears: 7, freezes: [{ name: "決算" }] },
    });
  });
});

describe("a problem names its place and what was meant", () => {
  test.each([
    ["a mistyped key", "tenents: {}", ["1:1 tenents → tenants"]],
    ["a swapped pair of letters", "polciies: {}", ["1:1 polciies → policies"]],
    ["a key that resembles nothing", "colour: red", ["1:1 colour"]],
    ["a mistyped inner key", "routing:\n  reviewrs: []", ["2:3 routing.reviewrs → reviewers"]],
    ["a mistyped word", "mode: enfroce", ["1:1 mode → enforce"]],
    [
      "a mistyped enforcement",
      "policies: { SEC-020: { enforcement: blok } }",
      ["1:24 policies.SEC-020.enforcement → block"],
    ],
    [
      "a mistyped enforcement of one environment",
      "policies:\n  SEC-020: { enforcement: { production: reviw } }",
      ["2:29 policies.SEC-020.enforcement.production → review"],
    ],
    [
      "a reviewer that is no team",
      'routing: { byRule: { "TEN-*": owner } }',
      ["1:22 routing.byRule.TEN-* → owners"],
    ],
    ["a list instead of a map", "tenants: []", ["1:1 tenants"]],
    ["text instead of a map at the top", "hello", ["1:1 "]],
    ["a tenant without a team", "tenants: { 決済: { teams: [] } }", ["1:18 tenants.決済.teams"]],
    ["a tenant that names no teams", "tenants: { 決済: { owns: {} } }", ["1:12 tenants.決済.teams"]],
    [
      "a date that the calendar lacks",
      "freezes: [{ name: x, from: 2027-02-29, to: 2027-03-01, route: review }]",
      ["1:22 freezes[0].from"],
    ],
    [
      "a period that ends before it begins",
      "freezes: [{ name: x, from: 2027-03-02, to: 2027-03-01, route: review }]",
      ["1:40 freezes[0].to"],
    ],
    ["a version of Kubernetes that is too old", 'kubernetesVersion: "1.24"', ["1:1 kubernetesVersion"]],
    ["a pattern that cannot be used", 'sensitiveNames: ["a*b*c*d*e*f*"]', ["1:18 sensitiveNames[0]"]],
    ["a key that is used twice", "mode: observe\nmode: enforce", ["2:1 mode"]],
    ["a key with a meaning in JavaScript", "tenants:\n  __proto__: { teams: [a/b] }", ["2:3 __proto__"]],
    ["an anchor that is not there", "ignore: *nothing", ["1:1 "]],
    [
      "an organisation's key in a repository",
      "ignore: [a]\nbreakGlass: { who: [a/b] }",
      ["1:1 ignore", "2:1 breakGlass"],
    ],
  ])("%s", async (_, text, expected) => {
    expect(await problems(text)).toEqual(expected);
  });

  test("all of them at once, in the order of the lines", async () => {
    const text = "mode: of\ntenents: {}\nignore: []\nlocale: { default: jp }\n";
    expect(await problems(text)).toEqual([
      "1:1 mode",
      "2:1 tenents → tenants",
      "3:1 ignore",
      "4:11 locale.default → ja",
    ]);
  });

  test("shows a number as it was written, because YAML has lost its zero", async () => {
    const text = "tenants: { a: { teams: [o/t], owns: { accounts: [012345678901] } } }";
    const loaded = await load(text);
    expect(loaded).toMatchObject({
      problems: [{ message: expect.stringContaining('"012345678901" in quotes') }],
    });
  });

  test("prints the mark of a key that only the organisation may set", async () => {
    expect(await load("ignore: [a]")).toMatchObject({
      problems: [{ message: expect.stringContaining("(orgOnly)") }],
    });
  });

  test("speaks Japanese when asked", async () => {
    const loaded = await loadConfiguration({
      organisation: null,
      repository: { path: "x.yml", text: "tenents: {}" },
      locale: "ja",
    });
    expect(loaded).toMatchObject({
      problems: [{ message: "「tenents」という設定はありません。", hint: "tenants" }],
    });
  });
});

describe("a hostile file is a problem and no crash", () => {
  const bomb = `a: &a [x]\n${Array.from({ length: 200 }, () => "").join("")}`;
  test.each([
    ["nesting", `ignore: ${"[".repeat(20_000)}`],
    ["closed nesting", `ignore: ${"[".repeat(20_000)}${"]".repeat(20_000)}`],
    ["many aliases", `${bomb}ignore: [${Array.from({ length: 200 }, () => "*a").join(",")}]`],
    ["an alias bomb", aliasBomb()],
    ["a file of 2 MB", `# ${"x".repeat(2_000_000)}`],
    ["control characters", "mode: \u0000\u0007"],
    ["several documents", "mode: observe\n---\nmode: enforce\n"],
  ])("%s", async (_, text) => {
    const loaded = await load(text);
    expect(loaded.kind).toBe("invalid");
  });

  function aliasBomb(): string {
    const lines = ["a0: &a0 [x, x]"];
    for (let level = 1; level < 30; level += 1)
      lines.push(`a${level}: &a${level} [*a${level - 1}, *a${level - 1}]`);
    return lines.join("\n");
  }
});

describe("a notice says what has no effect", () => {
  test.each([
    [
      "a rule id that none has",
      "policies: { SEC-200: { enforcement: block } }",
      ["unknown-rule policies.SEC-200 → SEC-020"],
    ],
    [
      "a glob that matches no rule",
      'routing: { byRule: { "ABC-*": owners } }',
      ["unknown-rule routing.byRule.ABC-*"],
    ],
    ["a glob that matches one", 'policies: { "SEC-*": { enforcement: block } }', []],
    [
      "a parameter that the rule lacks",
      "policies: { CHG-010: { params: { maxStepPoint: 5 } } }",
      ["unknown-parameter policies.CHG-010.params.maxStepPoint → maxStepPoints"],
    ],
    [
      "a tenant that is not defined",
      "tenants: { payments: { teams: [a/b] } }\nrouting: { byTenant: { paymets: [a/b] } }",
      ["unknown-name routing.byTenant.paymets → payments"],
    ],
    [
      "an environment that is not defined",
      "policies: { SEC-020: { enforcement: { produktion: block } } }",
      ["unknown-name policies.SEC-020.enforcement.produktion → production"],
    ],
    [
      "one that a word explains",
      "policies: { SEC-020: { enforcement: { staging: block, default: off } } }",
      [],
    ],
    [
      "two owners without a team in common",
      "tenants:\n  a: { teams: [o/a], owns: { namespaces: [x] } }\n  b: { teams: [o/b], owns: { namespaces: [x] } }",
      ["two-owners tenants.b.owns.namespaces[0]"],
    ],
    [
      "two owners that share a team are one",
      "tenants:\n  a: { teams: [o/a], owns: { namespaces: [x] } }\n  b: { teams: [o/b, o/a], owns: { namespaces: [x] } }",
      [],
    ],
  ])("%s", async (_, text, expected) => {
    expect(await notices(text)).toEqual(expected);
  });
});

test("the digest depends on what is said, and not on how it is written", async () => {
  const digest = async (text: string) => {
    const loaded = await load(text);
    return loaded.kind === "ok" ? loaded.configuration.digest : "";
  };
  expect(await digest("mode: enforce\nsensitiveNames: [A]")).toBe(
    await digest("sensitiveNames:\n  - A\nmode: 'enforce'\n"),
  );
  expect(await digest("mode: enforce")).not.toBe(await digest("mode: advise"));
  const first = await digest('policies: { "SEC-*": { enforcement: off }, SEC-020: { enforcement: block } }');
  const second = await digest('policies: { SEC-020: { enforcement: block }, "SEC-*": { enforcement: off } }');
  expect(first).not.toBe(second);
});
