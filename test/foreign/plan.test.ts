import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GivenChange, planJson } from "../../src/resources/terraform-plan/testing/plan-json.ts";
import { type Bench, openBench, type Reviewed } from "../hostile/bench.ts";

/** Terraform plans as the `input` of Conftest's policies, from the bytes that somebody gave to the report. */
let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const source = `terraform {
  backend "s3" {}
}

resource "aws_db_instance" "ledger" {
  identifier = var.name
}

resource "aws_sns_topic" "orders" {}
`;
const files = (rego: string) => ({
  ".github/sekisho.yml":
    "version: 1\npolicySources: [{ path: policy, kind: conftest, enforcement: review }]\n",
  "policy/a.rego": `package main\n${rego}`,
  "infra/main.tf": source,
});

async function ask(rego: string, changes: readonly GivenChange[] | null, edited = "# later\n") {
  const base = files(rego);
  const head = { ...base, "infra/main.tf": `${source}${edited}` };
  const planFiles =
    changes === null
      ? []
      : [
          {
            name: "infra.json",
            root: "infra",
            bytes: planJson(changes, { variables: { token: { value: "hunter2" } } }),
          },
        ];
  return bench.ask({ base, head, rules: "conftest.*", planFiles });
}

function heard({ report }: Reviewed): readonly string[] {
  expect(report.notEvaluated).toEqual([]);
  return report.findings
    .filter(({ status }) => status === "active")
    .map(({ ruleId, enforcement, location, arguments: { message } }) =>
      [ruleId, enforcement, `${location.path}:${location.startLine}`, message].join(" "),
    );
}

const ledger = { identifier: "ledger", storage_encrypted: true };
const deleted: GivenChange = { address: "aws_db_instance.ledger", actions: ["delete"], before: ledger };
const destroys = `
deny_delete contains {"msg": msg, "resource": change.address} if {
	some change in input.resource_changes
	"delete" in change.change.actions
	msg := sprintf("%s: %s", [change.address, concat(" and ", change.change.actions)])
}`;

describe("a plan as the input of Conftest's policies", () => {
  test("says what is destroyed, at the resource that the message names", async () => {
    expect(heard(await ask(destroys, [deleted]))).toEqual([
      "conftest.policy.main.deny_delete review infra/main.tf:5 aws_db_instance.ledger: delete",
    ]);
  });

  test("without one, the policy is asked about the files alone and finds nothing", async () => {
    expect(heard(await ask(destroys, null))).toEqual([]);
  });

  test("tells a replacement, what forces it, and what is only known later", async () => {
    const replaced: GivenChange = {
      address: "aws_db_instance.ledger",
      actions: ["delete", "create"],
      before: ledger,
      after: { identifier: "ledger-2" },
      unknown: { arn: true, tags: { team: true } },
      more: { change: { replace_paths: [["identifier"]] } },
    };
    const rego = `
deny_replace contains msg if {
	some change in input.resource_changes
	change.change.actions == ["delete", "create"]
	msg := json.marshal([change.type, change.change.before.identifier, change.change.after.identifier, change.change.replace_paths, change.change.after_unknown])
}`;
    expect(heard(await ask(rego, [replaced]))).toEqual([
      'conftest.policy.main.deny_replace review infra/main.tf:1 ["aws_db_instance","ledger","ledger-2",[["identifier"]],{"arn":true,"tags":{"team":true}}]',
    ]);
  });

  test("holds the planned values, and which file it stands for", async () => {
    const rego = `
deny_planned contains msg if {
	some resource in input.planned_values.root_module.resources
	file := data.conftest.file
	msg := sprintf("%s %s in %s/%s", [resource.type, resource.values.name, file.dir, file.name])
}`;
    const created: GivenChange = {
      address: "module.shop.aws_sns_topic.orders",
      actions: ["create"],
      after: { name: "orders" },
    };
    expect(heard(await ask(rego, [created]))).toEqual([
      "conftest.policy.main.deny_planned review infra/main.tf:1 aws_sns_topic orders in /infra/main.tf",
    ]);
  });

  test("holds neither a secret nor what variables, outputs and prior state would say", async () => {
    const rego = `
deny_words contains msg if {
	some change in input.resource_changes
	change.change.actions == ["update"]
	missing := [name | some name in ["variables", "prior_state", "configuration", "output_changes"]; not input[name]]
	msg := sprintf("%s %d", [change.change.after.password, count(missing)])
}`;
    const changed: GivenChange = {
      address: "aws_db_instance.ledger",
      actions: ["update"],
      before: { ...ledger, password: "correct-horse-1" },
      after: { ...ledger, password: "correct-horse-2" },
      sensitive: { password: true },
    };
    const reviewed = await ask(rego, [changed]);
    expect(heard(reviewed)).toEqual(["conftest.policy.main.deny_words review infra/main.tf:1 [secret] 4"]);
    expect(JSON.stringify(reviewed)).not.toMatch(/correct-horse|hunter2/);
  });

  test("what was wrong before the plan is not the plan's doing", async () => {
    const rego = `
deny_plain contains change.address if {
	some change in input.resource_changes
	change.change.after.storage_encrypted == false
}`;
    const plain = { identifier: "ledger", storage_encrypted: false };
    const address = "aws_db_instance.ledger";
    const stays: GivenChange = { address, actions: ["update"], before: plain, after: { ...plain, port: 1 } };
    expect(heard(await ask(rego, [stays]))).toEqual([]);
    const loosened: GivenChange = { address, actions: ["update"], before: ledger, after: plain };
    expect(heard(await ask(rego, [loosened]))).toHaveLength(1);
  });
});
