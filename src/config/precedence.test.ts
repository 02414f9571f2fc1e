import { describe, expect, test } from "vitest";
import type { Configuration } from "../model/configuration.ts";
import { effectiveSetting } from "../model/enforcement.ts";
import type { Environment } from "../model/resource.ts";
import { loadConfiguration } from "./index.ts";

interface Outcome {
  readonly configuration: Configuration;
  /** Overruled keys, with their mark. */
  readonly overruled: readonly string[];
}

async function merge(organisation: string, repository: string): Promise<Outcome> {
  const loaded = await loadConfiguration({
    organisation: { path: "sekisho.yml", text: organisation },
    repository: { path: ".github/sekisho.yml", text: repository },
  });
  if (loaded.kind === "invalid") throw new Error(loaded.problems.map(({ message }) => message).join("\n"));
  const overruled = loaded.notices
    .filter(({ kind }) => kind === "overruled")
    .map(({ key, message }) => `${key} ${/\((\w+)\)/.exec(message)?.[1] ?? ""}`);
  return { configuration: loaded.configuration, overruled };
}

type Read = (configuration: Configuration) => unknown;

describe("reviewers of a repository", () => {
  const organisation: Read = ({ routing }) => routing.organisation;
  const nobody = { reviewers: [], byRule: {}, byTenant: {}, byEnvironment: {} };
  test.each<[string, string, string, unknown, readonly string[]]>([
    [
      "decide where the organisation names nobody",
      "routing: { byEnvironment: { production: [o/sre] } }",
      "routing: { byTenant: { pay: [a/b] }, byRule: { change: [a/b] } }",
      { ...nobody, byEnvironment: { production: ["o/sre"] } },
      [],
    ],
    [
      "have no effect, and are told so, where the organisation asks somebody about everything",
      "routing: { reviewers: [o/sre], byRule: { security: [o/security] } }",
      "routing: { byRule: { security: [o/security] }, byTenant: { pay: [a/b] } }",
      { ...nobody, reviewers: ["o/sre"], byRule: { security: ["o/security"] } },
      ["routing.byTenant.pay addOnly"],
    ],
    [
      "decide where the organisation lets them",
      "mayOverride: [routing.byTenant]\nrouting: { reviewers: [o/sre] }",
      "routing: { byTenant: { pay: [a/b] } }",
      { ...nobody, reviewers: ["o/sre"], byTenant: { pay: ["a/b"] } },
      [],
    ],
  ])("%s", async (_, own, repository, expected, overruled) => {
    const outcome = await merge(own, repository);
    expect(organisation(outcome.configuration)).toEqual(expected);
    expect(outcome.overruled).toEqual(overruled);
  });
});

describe("a free key is the organisation's where it speaks", () => {
  const reviewers: Read = ({ routing }) => routing.reviewers;
  const environments: Read = (configuration) => configuration.environments.map(({ name }) => name);
  test.each<[string, string, string, Read, unknown, readonly string[]]>([
    ["left open", "{}", "routing: { reviewers: [a/b] }", reviewers, ["a/b"], []],
    [
      "set",
      "routing: { reviewers: [o/sre] }",
      "routing: { reviewers: [a/b] }",
      reviewers,
      ["o/sre"],
      ["routing.reviewers free"],
    ],
    [
      "set alike",
      "routing: { reviewers: [o/sre] }",
      "routing: { reviewers: [o/sre] }",
      reviewers,
      ["o/sre"],
      [],
    ],
    [
      "freed by name",
      "mayOverride: [routing.reviewers]\nrouting: { reviewers: [o/sre] }",
      "routing: { reviewers: [a/b] }",
      reviewers,
      ["a/b"],
      [],
    ],
    [
      "freed by its section",
      "mayOverride: [routing]\nrouting: { reviewers: [o/sre] }",
      "routing: { reviewers: [a/b] }",
      reviewers,
      ["a/b"],
      [],
    ],
    [
      "a map is one thing",
      "environments: { prod: {} }",
      "environments: { dev: {} }",
      environments,
      ["prod"],
      ["environments free"],
    ],
    [
      "a freed map is replaced",
      "mayOverride: [environments]\nenvironments: { prod: {} }",
      "environments: { 検証: {} }",
      environments,
      ["検証"],
      [],
    ],
  ])("%s", async (_, organisation, repository, read, expected, overruled) => {
    const outcome = await merge(organisation, repository);
    expect(read(outcome.configuration)).toEqual(expected);
    expect(outcome.overruled).toEqual(overruled);
  });
});

describe("an addOnly key takes more, and changes nothing", () => {
  const tenants: Read = (configuration) =>
    configuration.tenants.map(({ name, teams }) => `${name}=${teams.join()}`);
  test.each<[string, string, string, Read, unknown, readonly string[]]>([
    [
      "a list grows behind the organisation's",
      "sensitiveNames: [A]",
      "sensitiveNames: [B, A]",
      (c) => c.sensitiveNames,
      ["A", "B"],
      [],
    ],
    [
      "a map grows",
      "tenants: { 決済: { teams: [o/p] } }",
      "tenants: { 配送: { teams: [o/d] } }",
      tenants,
      ["決済=o/p", "配送=o/d"],
      [],
    ],
    [
      "an entry stays",
      "tenants: { 決済: { teams: [o/p] } }",
      "tenants: { 決済: { teams: [x/y] } }",
      tenants,
      ["決済=o/p"],
      ["tenants.決済 addOnly"],
    ],
    [
      "an entry that is freed changes",
      "mayOverride: [tenants.決済]\ntenants: { 決済: { teams: [o/p] } }",
      "tenants: { 決済: { teams: [x/y] } }",
      tenants,
      ["決済=x/y"],
      [],
    ],
  ])("%s", async (_, organisation, repository, read, expected, overruled) => {
    const outcome = await merge(organisation, repository);
    expect(read(outcome.configuration)).toEqual(expected);
    expect(outcome.overruled).toEqual(overruled);
  });
});

describe("a raiseOnly key gets stricter", () => {
  test.each<[string, string, string, Read, unknown, readonly string[]]>([
    ["a mode is raised", "mode: advise", "mode: enforce", (c) => c.mode, "enforce", []],
    ["a mode is not lowered", "mode: enforce", "mode: observe", (c) => c.mode, "enforce", ["mode raiseOnly"]],
    [
      "more approvals",
      "routing: { minimumApprovals: 1 }",
      "routing: { minimumApprovals: 2 }",
      (c) => c.routing.minimumApprovals,
      2,
      [],
    ],
    [
      "not fewer",
      "routing: { minimumApprovals: 2 }",
      "routing: { minimumApprovals: 1 }",
      (c) => c.routing.minimumApprovals,
      2,
      ["routing.minimumApprovals raiseOnly"],
    ],
    [
      "shorter waivers",
      "waivers: { maxDays: 90 }",
      "waivers: { maxDays: 30 }",
      (c) => c.waivers.maxDays,
      30,
      [],
    ],
    [
      "not longer ones",
      "waivers: { maxDays: 90 }",
      "waivers: { maxDays: 365 }",
      (c) => c.waivers.maxDays,
      90,
      ["waivers.maxDays raiseOnly"],
    ],
  ])("%s", async (_, organisation, repository, read, expected, overruled) => {
    const outcome = await merge(organisation, repository);
    expect(read(outcome.configuration)).toEqual(expected);
    expect(outcome.overruled).toEqual(overruled);
  });
});

describe("an orgOnly key is the organisation's, unless it says otherwise", () => {
  test("freed", async () => {
    const outcome = await merge("mayOverride: [ignore]\nignore: [a]", "ignore: [b]");
    expect(outcome.configuration.ignore).toEqual(["b"]);
  });
  test("mayOverride cannot free itself", async () => {
    const loaded = await loadConfiguration({
      organisation: { path: "sekisho.yml", text: "mayOverride: [mayOverride, helmm]" },
      repository: null,
    });
    expect(loaded).toMatchObject({ problems: [{ hint: null }, { hint: "helm" }] });
  });
});

describe("a rule's setting", () => {
  const rule = {
    id: "SEC-020",
    enforcement: { production: "review", elsewhere: "advise" },
    parameters: { cap: { default: 1 } },
  } as const;
  const production: Environment = { name: "production", production: true, ephemeral: false, source: "word" };
  const staging: Environment = { name: "staging", production: false, ephemeral: false, source: "word" };
  const cap: Read = (configuration) => effectiveSetting(configuration, rule, production).parameters;
  const both: Read = (configuration) =>
    [production, staging].map(
      (environment) => effectiveSetting(configuration, rule, environment).enforcement,
    );

  test.each<[string, string, string, Read, unknown, readonly string[]]>([
    ["both silent: the rule's columns", "{}", "{}", both, ["review", "advise"], []],
    [
      "left open, the repository decides",
      "{}",
      "policies: { SEC-020: { enforcement: off } }",
      both,
      ["off", "off"],
      [],
    ],
    [
      "raised",
      "policies: { SEC-020: { enforcement: confirm } }",
      "policies: { SEC-020: { enforcement: block } }",
      both,
      ["block", "block"],
      [],
    ],
    [
      "not lowered",
      "policies: { SEC-020: { enforcement: block } }",
      "policies: { SEC-020: { enforcement: off } }",
      both,
      ["block", "block"],
      ["policies.SEC-020.enforcement raiseOnly"],
    ],
    [
      "not lowered past a glob",
      'policies: { "SEC-*": { enforcement: block } }',
      "policies: { SEC-020: { enforcement: advise } }",
      both,
      ["block", "block"],
      ["policies.SEC-020.enforcement raiseOnly"],
    ],
    [
      "not lowered by a glob",
      "policies: { SEC-020: { enforcement: block } }",
      'policies: { "*": { enforcement: off } }',
      both,
      ["block", "block"],
      [],
    ],
    [
      "per environment",
      "policies: { SEC-020: { enforcement: { production: block } } }",
      "policies: { SEC-020: { enforcement: off } }",
      both,
      ["block", "off"],
      [],
    ],
    [
      "lowered where it is freed",
      "mayOverride: [policies.SEC-020]\npolicies: { SEC-020: { enforcement: block } }",
      "policies: { SEC-020: { enforcement: off } }",
      both,
      ["off", "off"],
      [],
    ],
    [
      "lowered where all are freed",
      "mayOverride: [policies]\npolicies: { SEC-020: { enforcement: block } }",
      "policies: { SEC-020: { enforcement: off } }",
      both,
      ["off", "off"],
      [],
    ],
    ["a parameter of its own", "{}", "policies: { SEC-020: { params: { cap: 2 } } }", cap, { cap: 2 }, []],
    [
      "a parameter of the organisation",
      'policies: { "SEC-*": { params: { cap: 3 } } }',
      "policies: { SEC-020: { params: { cap: 2 } } }",
      cap,
      { cap: 3 },
      ["policies.SEC-020.params.cap free"],
    ],
  ])("%s", async (_, organisation, repository, read, expected, overruled) => {
    const outcome = await merge(organisation, repository);
    expect(read(outcome.configuration)).toEqual(expected);
    expect(outcome.overruled).toEqual(overruled);
  });
});
