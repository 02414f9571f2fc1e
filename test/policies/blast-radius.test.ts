import { expect, test } from "vitest";
import { exampleConfiguration, openWorkbench } from "./workbench.ts";

const workbench = await openWorkbench();
const rules = workbench.policySet.rules.filter(({ id }) => id === "CHG-020");
const tenants = ["payments", "orders", "search", "ledger"];
const configuration = await exampleConfiguration(
  `tenants:\n${tenants.map((name) => `  ${name}: {teams: [acme/${name}], owns: {paths: ["${name}/**"]}}\n`).join("")}`,
);

/** One root for each tenant, with a version of its provider and a queue. */
function roots(version: string, retention: number): Readonly<Record<string, string>> {
  const text = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "${version}"
    }
  }
}

resource "aws_sqs_queue" "jobs" {
  message_retention_seconds = ${retention}
}
`;
  return Object.fromEntries(tenants.map((name) => [`${name}/main.tf`, text]));
}

test("a queue of four tenants is more than passes unseen", async () => {
  const { findings } = await workbench.evaluate({
    rules,
    base: roots("~> 5.60", 60),
    head: roots("~> 5.60", 90),
    configuration,
  });
  expect(findings.map(({ messageId }) => messageId)).toEqual(["tenants"]);
});

test("another version of a provider reaches nobody", async () => {
  const { findings } = await workbench.evaluate({
    rules,
    base: roots("~> 5.60", 60),
    head: roots("~> 5.70", 60),
    configuration,
  });
  expect(findings).toEqual([]);
});
