import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import { readPlan } from "../../src/resources/terraform-plan/index.ts";
import { planBytesMax } from "../../src/resources/terraform-plan/limits.ts";
import { changeJson, planJson } from "../../src/resources/terraform-plan/testing/plan-json.ts";
import { environment, program, pull, pulls, sekisho } from "./command.ts";

const plan = join(pulls, "terraform-plan", "plans", "prod.json");
const review = ["review", ...pull("terraform-plan")];

describe("--plan", () => {
  it.each([
    ["a file", plan],
    ["the folder of its root before it", `terraform/payments/prod=${plan}`],
  ])("takes %s", (_, given) => {
    const ran = sekisho([...review, "--plan", given]);
    expect(ran).toMatchObject({ exitCode: 1, stderr: "" });
    expect(ran.stdout).toContain("module.receipts.aws_s3_bucket.archive is deleted");
  });

  it("takes standard input", () => {
    const ran = spawnSync(process.execPath, [program, ...review, "--format", "json", "--plan", "-"], {
      env: environment(),
      input: planJson([{ address: "aws_db_instance.orders", actions: ["no-op"], before: {}, after: {} }]),
      encoding: "utf8",
    });
    expect(ran.stderr).toBe("");
    expect(JSON.parse(ran.stdout).plans).toMatchObject([
      { name: "-", rootKey: "terraform:terraform/payments/prod", status: "read" },
    ]);
  });

  it("can be given more than once, and the report lists what was read", () => {
    const ran = sekisho([...review, "--format", "json", "--plan", plan, "--plan", `modules=${plan}`]);
    expect(JSON.parse(ran.stdout).plans).toMatchObject([
      {
        name: plan,
        status: "read",
        terraformVersion: "1.9.8",
        actions: { create: 2, delete: 1, replace: 1 },
      },
      { name: plan, status: "not-bound" },
    ]);
  });
});

describe("a plan that cannot be read", () => {
  const folder = temporaryFolder();
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  it.each<[string, () => string, RegExp]>([
    ["not there", () => join(folder, "none.json"), /--plan ".*none\.json" cannot be read: ENOENT/],
    ["a folder", () => folder, /cannot be read: it is a folder/],
    ["without a name", () => "infra=", /is not understood: write --plan FILE or --plan ROOT=FILE/],
    ["binary", () => file("a", "PK\u0003\u0004"), /Terraform's own plan file.*terraform show -json PLANFILE/],
    ["a state", () => file("b", '{"version":4,"lineage":"l","serial":1}'), /it is a state/],
    ["cut off", () => file("c", '{"format_version":"1.2","resource_changes":[{"addr'), /ends in the middle/],
    [
      "of the future",
      () => file("d", '{"format_version":"2.1","resource_changes":[]}'),
      /format_version is 2\.1, and 0\.x and 1\.x/,
    ],
    ["no JSON", () => file("e", "Plan: 1 to add"), /it is not JSON.*terraform_wrapper: false/],
    [
      "an event stream",
      () => file("f", '{"@level":"info","@message":"x"}\n{"@level":"info"}'),
      /prints while it works/,
    ],
    ["something else", () => file("g", "{}"), /not that of a plan/],
    ["too deep", () => file("h", "[".repeat(9_999)), /nested deeper than 256 levels/],
    ["too large", () => file("i", Buffer.alloc(planBytesMax + 1, " ")), /larger than \d+ bytes/],
  ])("%s is an error that says how to mend it", (_, given, expected) => {
    const ran = sekisho([...review, "--plan", given()]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toMatch(expected);
  });

  it("is never waited for twice, nor taken for a pull request", () => {
    expect(sekisho([...review, "--plan", "-", "--plan", "-"]).stderr).toContain(
      "there is one standard input",
    );
    expect(sekisho(["review", "--pull", "a/b#1", "--plan", plan]).stderr).toContain(
      "--plan goes with --base and --head",
    );
  });
});

/** Each place of a plan that can hold a secret, with one of its own. */
describe("secrets in a plan", () => {
  const planted: string[] = [];
  const secret = (place: string) => {
    const value = `Zq7${place}x9K2vB7mQ`;
    planted.push(value);
    return value;
  };
  const folder = temporaryFolder();
  const marked = { password: secret("marked") };
  const change = (address: string, actions: readonly string[]) => ({
    address,
    actions,
    before: { ...marked, identifier: "d", note: secret("before"), old: { token: secret("nested") } },
    after: {
      identifier: "e",
      password: secret("after"),
      user_data: `export TOKEN=${planted[0]}`,
      list: [{ name: "DB_PASSWORD", value: secret("listed") }],
    },
    sensitive: { password: true, note: true, old: true },
  });
  const everywhere = {
    variables: { api_key: { value: secret("variable") }, plain_token: { value: secret("plain") } },
    output_changes: {
      out: { actions: ["create"], before: null, after: secret("output"), after_sensitive: true },
    },
    prior_state: {
      format_version: "1.0",
      values: {
        outputs: { o: { sensitive: true, value: secret("stateoutput") } },
        root_module: {
          resources: [
            {
              address: "aws_db_instance.d",
              values: { password: secret("state") },
              sensitive_values: { password: true },
            },
          ],
        },
      },
    },
    planned_values: {
      root_module: { resources: [{ address: "x", values: { password: secret("planned") } }] },
    },
    configuration: {
      provider_config: {
        aws: { name: "aws", expressions: { secret_key: { constant_value: secret("provider") } } },
      },
      root_module: { variables: { api_key: { sensitive: true } } },
    },
    resource_drift: [
      changeJson({
        address: "aws_db_instance.d",
        actions: ["update"],
        before: { password: secret("driftbefore") },
        after: { password: secret("driftafter") },
        sensitive: { password: true },
      }),
    ],
    checks: [
      {
        status: "error",
        instances: [{ problems: [{ message: `the password ${secret("check")} is weak` }] }],
      },
    ],
    deferred_changes: [
      { reason: secret("reason"), resource_change: changeJson(change("aws_db_instance.later", ["create"])) },
    ],
  };
  const bytes = planJson(
    [change("aws_db_instance.d", ["delete", "create"]), change("module.m.aws_db_instance.x", ["create"])],
    everywhere,
  );

  beforeAll(() => {
    for (const [side, name] of [
      ["base", "d"],
      ["head", "e"],
    ] as const) {
      mkdirSync(join(folder, side), { recursive: true });
      writeFileSync(
        join(folder, side, "main.tf"),
        `terraform {\n  backend "s3" {}\n}\nvariable "p" {}\nmodule "m" {\n  source = "git::https://example.com/${name}.git"\n}\nresource "aws_db_instance" "d" {\n  identifier = "${name}"\n  password   = var.p\n}\n`,
      );
    }
    writeFileSync(join(folder, "plan.json"), bytes);
    writeFileSync(join(folder, "cut.json"), bytes.subarray(0, -20));
    writeFileSync(join(folder, "odd.json"), `${Buffer.from(bytes).toString()}]`);
  });

  const trees = ["--base", join(folder, "base"), "--head", join(folder, "head")];
  const leaked = (text: string) => planted.filter((value) => text.includes(value));

  it.each(
    ["pretty", "json", "sarif", "junit", "markdown"].flatMap((format) => [
      [format, "en"],
      [format, "ja"],
    ]),
  )("stand in no report: %s in %s", (format, locale) => {
    const ran = sekisho([
      "review",
      ...trees,
      "--format",
      format,
      "--locale",
      locale,
      "--plan",
      join(folder, "plan.json"),
    ]);
    expect(ran.stdout).toContain("aws_db_instance.d");
    expect(leaked(ran.stdout + ran.stderr)).toEqual([]);
  });

  it("stand nowhere in what leaves the worker, and so in nothing that is recorded", () => {
    const reading = readPlan({ name: "p", root: null, bytes, sensitiveNames: [] });
    expect(reading.kind).toBe("plan");
    expect(planted.length).toBeGreaterThan(15);
    expect(leaked(JSON.stringify(reading))).toEqual([]);
  });

  it.each(["cut.json", "odd.json"])("stand in no error: %s", (name) => {
    const ran = sekisho(["review", ...trees, "--plan", join(folder, name)]);
    expect(ran.exitCode).toBe(2);
    expect(leaked(ran.stdout + ran.stderr)).toEqual([]);
  });
});
