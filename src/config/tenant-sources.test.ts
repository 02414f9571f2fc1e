import { describe, expect, test } from "vitest";
import { loadConfiguration } from "./index.ts";

async function load(text: string, organisation: string | null = null) {
  return loadConfiguration({
    repository: { path: "sekisho.yml", text },
    organisation: organisation === null ? null : { path: "org.yml", text: organisation },
  });
}

async function problems(text: string): Promise<readonly string[]> {
  const loaded = await load(text);
  return loaded.kind === "ok"
    ? []
    : loaded.problems.map(({ path, line, key, message, hint }) =>
        [`${path}:${line}`, key, message, hint].filter((part) => part !== null).join(" | "),
      );
}

async function sources(text: string, organisation: string | null = null) {
  const loaded = await load(text, organisation);
  return loaded.kind === "ok" ? loaded.configuration.tenantSources : loaded.problems;
}

const source = (teams: string) => `tenantSources:\n  - directory: "ns/{namespace}"\n    teams: ${teams}\n`;

describe("which organisation teams belong to", () => {
  test("the one that the configuration names elsewhere", async () => {
    const read = await sources(
      `stewards: [acme/platform]\n${source("{ kind: RoleBinding }")}`.replace("stewards", "policyOwners"),
    );
    expect(read).toMatchObject([
      { as: "acme/{team}", patterns: ["{team}"], roles: ["admin", "edit", "cluster-admin"] },
    ]);
  });

  test("what the source says comes first", async () => {
    const read = await sources(
      `policyOwners: [acme/a]\n${source('{ kind: RoleBinding, as: "other/{team}" }')}`,
    );
    expect(read).toMatchObject([{ as: "other/{team}" }]);
  });

  test("CODEOWNERS writes it down itself", async () => {
    expect(await sources("tenantSources: [{ teams: { kind: CODEOWNERS } }]")).toMatchObject([
      { as: "{organisation}/{team}", directory: null },
    ]);
  });

  test.each([
    ["none", ""],
    ["two", "policyOwners: [acme/a, other/b]\n"],
  ])("where there are %s, it has to be said", async (_, before) => {
    const [first] = await problems(`${before}${source("{ kind: RoleBinding }")}`);
    expect(first).toMatch(
      /^sekisho\.yml:\d \| tenantSources\[0\]\.teams \| .*add as: your-organisation\/\{team\}/,
    );
  });

  test("a source of the organisation's file is told where it stands", async () => {
    const loaded = await load("version: 1\n", source("{ kind: RoleBinding }"));
    expect(loaded).toMatchObject({ kind: "invalid", problems: [{ path: "org.yml", line: 3 }] });
  });
});

describe("mistakes in a source", () => {
  test.each<[string, string, RegExp]>([
    [
      "a kind that there is none of",
      "{ kind: RoleBindings }",
      /:3 \| tenantSources\[0\]\.teams\.kind \| .*RoleBinding.*CODEOWNERS/,
    ],
    ["no kind", "{ pattern: x }", /tenantSources\[0\]\.teams\.kind.* is missing/],
    [
      "a key of another kind",
      "{ kind: AppProject, roles: [admin] }",
      /There is no setting "tenantSources\[0\]\.teams\.roles"/,
    ],
    ["a misspelt key", "{ kind: RoleBinding, patern: x, as: a/b }", /patern.*pattern/],
    [
      "a pattern that is none",
      '{ kind: RoleBinding, pattern: "****{a}*{b}*{c}*x", as: a/b }',
      /no usable pattern/,
    ],
    ["a team that is no template of one", "{ kind: RoleBinding, as: payments }", /organisation\/team/],
    [
      "a Namespace without a key",
      "{ kind: Namespace, as: a/b }",
      /"tenantSources\[0\]\.teams\.key" is missing/,
    ],
    ["a directory for CODEOWNERS", "{ kind: CODEOWNERS }", /tenantSources\[0\]\.directory.*no meaning/],
  ])("%s", async (_, teams, message) => {
    expect((await problems(source(teams))).join("\n")).toMatch(message);
  });
});
