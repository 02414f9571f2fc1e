import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import { roleBinding } from "../../src/tenancy/testing/sources.ts";
import { sekisho } from "./command.ts";

const settings = `
version: 1
mode: enforce
routing: { reviewers: [acme/sre] }
tenantSources:
  - directory: "ns/*/{namespace}"
    teams: { kind: RoleBinding, pattern: "github:{team}" }
`;

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries({ ".github/sekisho.yml": settings, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const namespace = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }\n`;
const configMap = (name: string, of: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: ${of} }\ndata: { a: b }\n`;

const estate = {
  "ns/live/bank/00-namespace.yaml": namespace("bank"),
  "ns/live/bank/01-rbac.yaml": roleBinding("bank", ["github:bank"]),
  "ns/live/shop/00-namespace.yaml": namespace("shop"),
  "ns/live/shop/01-rbac.yaml": roleBinding("shop", ["github:shop", "github:core"]),
  "ns/live/lost/00-namespace.yaml": namespace("lost"),
};

describe("sekisho tenants", () => {
  it("lists tenants, says whose a thing is and where that is written, and checks", () => {
    const folder = folderWith(estate);
    const list = sekisho(["tenants", folder]);
    expect(list).toMatchObject({ exitCode: 0, stderr: "" });
    expect(list.stdout).toContain("2 tenants of 3 teams");
    expect(list.stdout).toMatch(
      /core\+shop +acme\/core, acme\/shop +1 path, 1 namespace +ns\/live\/shop\/01-rbac\.yaml/,
    );
    const of = sekisho(["tenants", "of", "bank", "ns/live/shop", "nobody", "--folder", folder]);
    expect(of.exitCode).toBe(0);
    expect(of.stdout).toContain(
      "The namespace bank belongs to:\n  bank (acme/bank)\n    ns/live/bank/01-rbac.yaml:2",
    );
    expect(of.stdout).toContain("The path ns/live/shop belongs to:\n  core+shop");
    expect(of.stdout).toContain("Nobody owns anything that is called nobody");
    const check = sekisho(["tenants", "check", folder, "--locale", "ja"]);
    expect(check.exitCode).toBe(0);
    expect(check.stdout).toContain("namespace lost  ns/live/lost/00-namespace.yaml:2");
  });

  it("fails for two owners and for a file that cannot be read, and names both places", () => {
    const folder = folderWith({
      ...estate,
      "ns/test/bank/01-rbac.yaml": roleBinding(null, ["github:mallory\u202e", "github:mallory"]),
      "ns/live/broken/01-rbac.yaml": "kind: RoleBinding\nsubjects: [",
    });
    const check = sekisho(["tenants", "check", folder]);
    expect(check.exitCode).toBe(1);
    expect(check.stdout).toContain("namespace bank: bank, mallory each count as owner");
    expect(check.stdout).toContain("    ns/live/bank/01-rbac.yaml:2\n    ns/test/bank/01-rbac.yaml:2");
    expect(check.stdout).toContain(
      "ns/live/broken/01-rbac.yaml:2: The file, or this part of it, cannot be read",
    );
    expect(check.stdout).not.toContain("\u202e");
    const json = JSON.parse(sekisho(["tenants", "check", folder, "--format", "json"]).stdout);
    expect(json.conflicts).toMatchObject([{ asset: "namespaces", owners: ["bank", "mallory"] }]);
  });

  it("says where a configuration names no organisation, and exits as for any wrong configuration", () => {
    const folder = folderWith({
      ".github/sekisho.yml": "tenantSources: [{ teams: { kind: AppProject } }]\n",
    });
    const ran = sekisho(["tenants", folder]);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain("add as: your-organisation/{team}");
  });
});

describe("a pull request that takes a namespace over", () => {
  const change = (files: Readonly<Record<string, string>>, teams = "acme/mallory") => {
    const organisation = join(temporaryFolder(), "organisation.yml");
    writeFileSync(organisation, "stewards: [acme/platform]\n");
    const [base, head] = [folderWith(estate), folderWith({ ...estate, ...files })];
    const ran = sekisho([
      "review",
      "--base",
      base,
      "--head",
      head,
      "--org-config",
      organisation,
      "--author",
      "mallory",
      "--teams",
      teams,
      "--format",
      "json",
      "--rules",
      "TEN-*,CHG-023",
    ]);
    const report = JSON.parse(ran.stdout);
    const asked = report.findings.map(
      ({ ruleId, messageId, reviewers = [] }: { ruleId: string; messageId: string; reviewers: string[] }) =>
        [ruleId, messageId, ...reviewers].join(" "),
    );
    return { ran, asked, reviewers: report.decision.reviewers, riskItems: report.decision.riskItems };
  };

  it("is not its own owner: the registry of the base decides, and the owner is asked", () => {
    const { ran, asked, reviewers } = change({
      "ns/live/bank/01-rbac.yaml": roleBinding("bank", ["github:mallory"]),
      "ns/live/bank/map.yaml": configMap("x", "bank"),
    });
    expect(ran.exitCode).toBe(3);
    expect(asked).toContain("TEN-001 foreign");
    expect(asked).toContain("TEN-028 gains");
    expect(asked).toContain("TEN-028 loses");
    expect(reviewers).toEqual(["acme/bank"]);
  });

  it("nor by a folder of another cluster that is called like the namespace", () => {
    const { ran, asked } = change({ "ns/evil/bank/01-rbac.yaml": roleBinding(null, ["github:mallory"]) });
    expect(ran.exitCode).toBe(3);
    expect(asked).toContain("TEN-001 unowned");
  });

  it("nor by a configuration of its own", () => {
    const { ran, asked } = change({
      ".github/sekisho.yml": `${settings}\ntenants: { mallory: { teams: [acme/mallory], owns: { namespaces: [bank] } } }\n`,
      "ns/live/bank/map.yaml": configMap("x", "bank"),
    });
    expect(ran.exitCode).toBe(3);
    expect(asked).toEqual(expect.arrayContaining(["CHG-023 edited", "TEN-001 foreign"]));
  });

  it("while a steward may change any tenant's things, and the owner its own", () => {
    const files = { "ns/live/bank/map.yaml": configMap("x", "bank") };
    const about = (teams: string) =>
      change(files, teams).asked.filter((line: string) => /^TEN-00[12] /.test(line));
    expect(about("acme/platform")).toEqual([]);
    expect(about("acme/Bank")).toEqual([]);
    expect(about("acme/mallory")).toEqual(["TEN-001 foreign"]);
  });
});
