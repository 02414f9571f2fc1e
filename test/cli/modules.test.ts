import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import { sekisho } from "./command.ts";

const main = [
  'provider "aws" {}',
  'module "db" {',
  '  source  = "terraform-aws-modules/rds/aws"',
  '  version = "2.0.0"',
  "}",
  ...["one", "two"].flatMap((name) => [
    `module "${name}" {`,
    '  source   = "git::https://github.com/acme/terraform-queue.git?ref=1.0"',
    `  password = "hunter2"`,
    "}",
  ]),
].join("\n");

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe("sekisho modules", () => {
  it("lists what reads each module, and how to begin where nothing does", () => {
    const ran = sekisho(["modules", folderWith({ "main.tf": main })]);
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
    expect(ran.stdout).toContain("3 calls of 2 remote modules; 2 of them are read by nothing");
    expect(ran.stdout).toMatch(
      /terraform-aws-modules\/rds\/aws +1 +aws_db_instance +built in +.*; 1 call outside/,
    );
    expect(ran.stdout).toMatch(/github\.com\/acme\/terraform-queue +2 +main\.tf:6/);
    expect(ran.stdout).toContain('    - source: "github.com/acme/terraform-queue"');
    expect(ran.stdout).toContain("            password: password");
    expect(ran.stdout).not.toContain("hunter2");
  });

  it("says the same to a program, by the configuration that is named", () => {
    const configuration =
      "terraform:\n  modules:\n    - { source: github.com/acme/terraform-queue, as: aws_sqs_queue }\n";
    const folder = folderWith({ "main.tf": main, "sekisho.yml": configuration });
    const ran = sekisho(["modules", folder, "--json", "--config", join(folder, "sekisho.yml")]);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      roots: 1,
      unread: [],
      modules: [
        {
          source: "github.com/acme/terraform-queue",
          calls: 2,
          reader: { origin: "configured", versions: null },
          makes: [{ type: "aws_sqs_queue", count: 2 }],
          arguments: ["password"],
        },
        { source: "terraform-aws-modules/rds/aws", calls: 1, outside: 1 },
      ],
    });
  });

  it("has nothing to say where nothing is called", () => {
    const ran = sekisho(["modules", folderWith({ "main.tf": 'provider "aws" {}\n' }), "--locale", "ja"]);
    expect(ran.stdout).toBe("Terraform のルート 1 件に、リモートモジュールの呼び出しはありません。\n");
  });

  it("refuses a configuration that cannot be used", () => {
    const folder = folderWith({ "sekisho.yml": "terraform: { modules: [{ source: x }] }\n" });
    const ran = sekisho(["modules", folder, "--config", join(folder, "sekisho.yml")]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toContain("terraform.modules");
  });
});
