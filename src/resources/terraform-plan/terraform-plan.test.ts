import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import type { PlanReading, TerraformPlan } from "../../model/plan.ts";
import { readPlan } from "./index.ts";
import { planBytesMax, planDepthMax } from "./limits.ts";
import { type GivenChange, planJson } from "./testing/plan-json.ts";

function read(bytes: Uint8Array | string): PlanReading {
  return readPlan({ name: "plan.json", root: null, bytes: Buffer.from(bytes), sensitiveNames: [] });
}

function planOf(changes: readonly GivenChange[], more: JsonObject = {}): TerraformPlan {
  const reading = read(planJson(changes, more));
  if (reading.kind === "refused") throw new Error(`${reading.reason} ${reading.detail}`);
  return reading.plan;
}

const update: GivenChange = { address: "aws_x.a", actions: ["update"], before: { a: 1 }, after: { a: 2 } };

describe("what is no plan", () => {
  const text = planJson([update]).toString();

  test.each([
    ["binary", Buffer.from("PK\u0003\u0004\u0014\u0000tfplan", "latin1"), ""],
    ["state", '{"format_version":"1.0","terraform_version":"1.9.0","values":{"root_module":{}}}', ""],
    ["state", '{"version":4,"lineage":"x","serial":3,"resources":[]}', ""],
    ["truncated", text.slice(0, -10), ""],
    ["truncated", text.slice(0, text.indexOf("planned_values") + 3), ""],
    ["not-json", "Terraform will perform the following actions:", ""],
    ["not-json", `[command]/usr/bin/terraform show -json\n${text}`, ""],
    ["not-json", "", ""],
    ["not-json", `${text}{}`, ""],
    ["not-json", Buffer.from([0x7b, 0xc3, 0x28, 0x7d]), ""],
    ["not-a-plan", "[]", ""],
    ["not-a-plan", '{"format_version":"1.0","provider_schemas":{}}', ""],
    ["not-a-plan", '{"resource_changes":[]}', ""],
    ["version", '{"format_version":"2.0","resource_changes":[]}', "2.0"],
    ["version", '{"format_version":"hunter2","resource_changes":[]}', "?"],
    [
      "event-stream",
      '{"@level":"info","@message":"Terraform 1.9.8","type":"version"}\n{"@level":"info"}\n',
      "",
    ],
    ["event-stream", '{"@level":"info","@message":"Terraform 1.9.8"}', ""],
    ["too-deep", "[".repeat(planDepthMax + 1), String(planDepthMax)],
    [
      "too-deep",
      `{"format_version":"1.0","a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
      String(planDepthMax),
    ],
    ["too-large", Buffer.alloc(planBytesMax + 1, " "), String(planBytesMax)],
  ] as const)("is refused: %s", (reason, bytes, detail) => {
    expect(read(bytes)).toEqual({ kind: "refused", name: "plan.json", root: null, reason, detail });
  });

  test("brackets in strings are no nesting, and quotes may be escaped", () => {
    const name = `${"[".repeat(1_000)}\\"{\\\\`;
    expect(read(`{"format_version":"1.0","resource_changes":[],"x":"${name}"}`).kind).toBe("plan");
  });
});

describe("a plan", () => {
  test.each(["0.1", "0.2", "1.0", "1.2", "1.14"])("of the format %s is read", (format_version) => {
    expect(planOf([update], { format_version }).formatVersion).toBe(format_version);
  });

  test("may be written by PowerShell, in UTF-16, or with a byte order mark", () => {
    const text = `\ufeff${planJson([update]).toString()}`;
    expect(read(Buffer.from(text, "utf16le")).kind).toBe("plan");
    expect(read(Buffer.from(text, "utf8")).kind).toBe("plan");
  });

  test("says what it does not hold", () => {
    const deferred = { reason: "instance_count_unknown", resource_change: { address: "aws_x.later" } };
    const more = { complete: false, errored: true, deferred_changes: [deferred] };
    expect(planOf([], more)).toMatchObject({
      complete: false,
      errored: true,
      deferred: [{ address: "aws_x.later", reason: "instance_count_unknown" }],
    });
    expect(planOf([])).toMatchObject({ complete: true, errored: false, deferred: [], drift: [] });
  });

  test.each([
    [["no-op"], "no-op"],
    [["create"], "create"],
    [["read"], "read"],
    [["update"], "update"],
    [["delete"], "delete"],
    [["forget"], "forget"],
    [["delete", "create"], "replace"],
    [["create", "delete"], "replace"],
    [["create", "forget"], "replace"],
    [["delete", "create", "polish"], "replace"],
    [["delete", "polish"], "unknown"],
    [["polish"], "unknown"],
    [[], "unknown"],
  ])("takes the actions %j for %s", (actions, action) => {
    expect(planOf([{ ...update, actions }]).changes[0]?.action).toBe(action);
  });

  test("names a block by its modules, without the keys of instances", () => {
    const address = 'module.a["x.y[0]"].module.b.aws_x.c["d\\"].e"]';
    const more = { module_address: 'module.a["x.y[0]"].module.b', type: "aws_x", name: "c", index: 'd"].e' };
    expect(planOf([{ ...update, address, more }]).changes[0]).toMatchObject({
      address,
      modules: ["a", "b"],
      type: "aws_x",
      name: "c",
      index: 'd"].e',
    });
  });

  test("keeps what else Terraform says of a change", () => {
    const more = {
      previous_address: "aws_x.old",
      action_reason: "replace_because_cannot_update",
      change: { replace_paths: [["a"], ["b", 0, "c"]], importing: { id: "i" } },
    };
    expect(planOf([{ ...update, more }]).changes[0]).toMatchObject({
      previousAddress: "aws_x.old",
      actionReason: "replace_because_cannot_update",
      replacePaths: [["a"], ["b", 0, "c"]],
      imported: true,
    });
  });

  test("tells what is unknown, and takes null for an argument that is not there", () => {
    const after = { a: null, tags: { b: null, c: "d" }, list: [null, 1] };
    const [change] = planOf([
      { ...update, after, unknown: { id: true, list: [true, false], tags: {} } },
    ]).changes;
    expect(change?.unknown).toEqual(["/id", "/list/0"]);
    expect(change?.after).toEqual({ tags: { c: "d" }, list: [null, 1] });
  });

  test("leaves out what is ephemeral, and what is no change", () => {
    const odd = [
      1,
      null,
      {},
      { address: "x" },
      { address: "x", type: "t", name: "n", mode: "ephemeral", change: {} },
    ];
    expect(planOf([], { resource_changes: odd }).changes).toEqual([]);
  });
});

describe("the secrets of a plan", () => {
  const marker = (reference: string, changed: boolean | null = null) => ({
    $secret: { detector: "sensitive", reference, changed },
  });

  test("are markers that say whether they changed, and never that somebody wrote them down", () => {
    const [change] = planOf([
      {
        ...update,
        before: { password: "hunter2", token: "same-as-before-4711", region: "eu" },
        after: { password: "hunter3", token: "same-as-before-4711", region: "eu" },
        sensitive: { password: true, token: true },
      },
    ]).changes;
    expect(change?.before).toEqual({
      password: marker("password", true),
      token: marker("token", false),
      region: "eu",
    });
    expect(change?.after).toEqual({
      password: marker("password", true),
      token: marker("token", false),
      region: "eu",
    });
    expect(change?.sensitiveAfter).toEqual(["/password", "/token"]);
  });

  test("are found by name and form where nobody marked them", () => {
    const [change] = planOf([{ ...update, before: null, after: { db_password: "hunter2-hunter2" } }]).changes;
    expect(change?.after).toEqual({ db_password: marker("db_password") });
  });

  test("are masked wherever a provider repeats them", () => {
    const secret = "kT9vR2xQ7mZ4pL8wN3";
    const more = {
      variables: { key: { value: secret } },
      configuration: { root_module: { variables: { key: { sensitive: true } } } },
    };
    const after = { user_data: `export A=${secret}`, note: secret, name: "orders" };
    const [change] = planOf([{ ...update, before: null, after }], more).changes;
    expect(change?.after).toEqual({ user_data: marker("user_data"), note: marker("note"), name: "orders" });
  });

  test("are no regions and names because a map that they stand in is sensitive", () => {
    const changes = [
      {
        ...update,
        before: null,
        after: { settings: { region: "ap-northeast-1" } },
        sensitive: { settings: true },
      },
      { ...update, address: "aws_x.b", before: null, after: { region: "ap-northeast-1" } },
    ];
    expect(planOf(changes).changes[1]?.after).toEqual({ region: "ap-northeast-1" });
  });

  test("disappear from JSON in a text, and the rest of it stays", () => {
    const definitions = JSON.stringify([
      { name: "api", environment: [{ name: "DB_PASSWORD", value: "hunter2" }] },
    ]);
    const change = { ...update, address: "aws_ecs_task_definition.a", before: null };
    const text = String(
      planOf([{ ...change, after: { container_definitions: definitions } }]).changes[0]?.after?.[
        "container_definitions"
      ],
    );
    expect(JSON.parse(text)[0]).toEqual({
      name: "api",
      environment: [{ name: "DB_PASSWORD", value: marker("DB_PASSWORD") }],
    });
  });
});
