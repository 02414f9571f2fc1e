import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import { roleBinding } from "../../src/tenancy/testing/sources.ts";
import { sekisho } from "./command.ts";

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function git(folder: string, ...words: readonly string[]): void {
  execFileSync("git", ["-C", folder, "-c", "user.name=a", "-c", "user.email=a@example.com", ...words]);
}

const namespace = (name: string, production: boolean) =>
  `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: { acme/is-production: "${production}" } }\n`;

const estate = Object.fromEntries(
  ["bank", "shop", "dev"].flatMap((name) => [
    [`namespaces/live/${name}/00-namespace.yaml`, namespace(name, name !== "dev")],
    [`namespaces/live/${name}/01-rbac.yaml`, roleBinding(name, [`github:${name}`])],
  ]),
);

function repositoryWith(files: Readonly<Record<string, string>>): string {
  const folder = folderWith(files);
  git(folder, "init", "--quiet", "--initial-branch=main");
  git(folder, "remote", "add", "origin", "https://github.com/acme/estate.git");
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "--message=first");
  return folder;
}

describe("sekisho init", () => {
  it("writes what the repository shows, and judges its history with it", () => {
    const folder = repositoryWith(estate);
    writeFileSync(
      join(folder, "namespaces/live/bank/02-config.yaml"),
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n",
    );
    git(folder, "add", ".");
    git(folder, "commit", "--quiet", "--message=second");
    const made = sekisho(["init", folder, "--write"]);
    expect(made).toMatchObject({ exitCode: 0, stdout: "" });
    expect(made.stderr).toContain("With this configuration 3 of 3 Namespaces have an owner.");
    expect(made.stderr).toContain("Backtest of acme/estate");
    const yaml = readFileSync(join(folder, ".github/sekisho.yml"), "utf8");
    expect(yaml).toContain('  production: { labels: { "acme/is-production": "true" } }');
    expect(yaml).toContain('  - directory: "namespaces/live/{namespace}"');
    expect(yaml).toContain('pattern: "github:{team}", as: "acme/{team}"');
    const checked = sekisho(["config", "check", folder]);
    expect(checked).toMatchObject({ exitCode: 0 });
    expect(sekisho(["tenants", "of", "bank", "--folder", folder]).stdout).toContain("bank (acme/bank)");
  });

  it("prints a guess as a comment, in Japanese too, and says why there is no backtest", () => {
    const folder = folderWith(estate);
    const made = sekisho(["init", folder, "--locale", "ja"]);
    expect(made.exitCode).toBe(0);
    expect(made.stdout).toContain("# tenantSources:");
    expect(made.stdout).toContain("ORGANISATION を GitHub の組織名に置き換えてください。");
    expect(made.stderr).toContain("バックテストは行いません");
    expect(existsSync(join(folder, ".github/sekisho.yml"))).toBe(false);
  });

  it("leaves a configuration that is there as it is", () => {
    const own = "version: 1\nmode: advise\n";
    const folder = folderWith({ ...estate, ".github/sekisho.yml": own });
    const made = sekisho(["init", folder, "--write", "--no-backtest"]);
    expect(made.exitCode).toBe(0);
    expect(made.stderr).toContain("exists already and stays as it is");
    expect(readFileSync(join(folder, ".github/sekisho.yml"), "utf8")).toBe(own);
  });

  it("takes an empty folder, broken files and hostile names for what they are", () => {
    expect(sekisho(["init", temporaryFolder(), "--no-backtest"])).toMatchObject({ exitCode: 0 });
    const label = 'a": "b" } }\nmode: enforce #';
    const folder = folderWith({
      "namespaces/live/bank/00-namespace.yaml": `kind: Namespace\nmetadata: { name: [broken\n`,
      "namespaces/live/*/00-namespace.yaml": `apiVersion: v1\nkind: Namespace\nmetadata: { name: x, labels: { ${JSON.stringify(label)}: prod } }\n`,
    });
    const made = sekisho(["init", folder, "--no-backtest"]);
    expect(made.exitCode).toBe(0);
    expect(made.stdout).toContain("mode: observe");
    expect(made.stdout).not.toMatch(/^mode: enforce/m);
  });
});
