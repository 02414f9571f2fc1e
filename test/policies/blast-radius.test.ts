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

const manifest = (name: string, replicas: number) => `# The service of ${name}.
apiVersion: apps/v1
kind: Deployment
metadata: &meta
  name: web
  namespace: ${name}-prod
  labels: {app: web, tier: "front"}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: "registry.example/web:1.2.3"}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: words, namespace: ${name}-prod}
data: {one: "1"}
`;
const everywhere = (
  path: (name: string) => string,
  text: (name: string) => string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(tenants.map((name) => [`${name}/${path(name)}`, text(name)]));
const written = everywhere(
  () => "web.yaml",
  (name) => manifest(name, 2),
);
const parts = (name: string) => manifest(name, 2).split("---\n");

test.each<[string, Readonly<Record<string, string>>]>([
  [
    "comments",
    everywhere(
      () => "web.yaml",
      (name) => `# Another comment.\n${manifest(name, 2)}`,
    ),
  ],
  [
    "the order of keys",
    everywhere(
      () => "web.yaml",
      (name) => manifest(name, 2).replace('{app: web, tier: "front"}', '{tier: "front", app: web}'),
    ),
  ],
  [
    "quotes and spaces",
    everywhere(
      () => "web.yaml",
      (name) => manifest(name, 2).replace('"registry.example/web:1.2.3"', "'registry.example/web:1.2.3'   "),
    ),
  ],
  [
    "anchors that are written out",
    everywhere(
      () => "web.yaml",
      (name) => manifest(name, 2).replace("metadata: &meta", "metadata:"),
    ),
  ],
  [
    "the name of the file",
    everywhere(
      () => "deployment.yaml",
      (name) => manifest(name, 2),
    ),
  ],
  [
    "the folder of the file",
    everywhere(
      () => "apps/web.yaml",
      (name) => manifest(name, 2),
    ),
  ],
  [
    "one file instead of two",
    {
      ...everywhere(
        () => "web.yaml",
        (name) => parts(name)[0] ?? "",
      ),
      ...everywhere(
        () => "words.yaml",
        (name) => parts(name)[1] ?? "",
      ),
    },
  ],
])("a change of nothing but %s reaches nobody", async (_, head) => {
  const { findings, reach } = await workbench.evaluate({ rules, base: written, head, configuration });
  expect(findings).toEqual([]);
  expect(reach).toBeUndefined();
});

test("one value in the same places reaches everybody", async () => {
  const head = everywhere(
    () => "web.yaml",
    (name) => manifest(name, 3),
  );
  const { findings, reach } = await workbench.evaluate({ rules, base: written, head, configuration });
  expect(findings.map(({ messageId }) => messageId)).toEqual(["tenants"]);
  expect(reach).toMatchObject({ tenants: tenants.toSorted(), allowed: { tenants: 3, roots: null } });
});

test("a module that four tenants share reaches all four, whoever owns the module", async () => {
  const calls = everywhere(
    () => "main.tf",
    () => 'provider "aws" {}\n\nmodule "db" {\n  source = "../modules/shared-db"\n}\n',
  );
  const side = (retention: number) => ({
    ...calls,
    "modules/shared-db/main.tf": `resource "aws_sqs_queue" "jobs" {\n  message_retention_seconds = ${retention}\n}\n`,
  });
  const { findings, reach } = await workbench.evaluate({
    rules,
    base: side(60),
    head: side(90),
    configuration,
  });
  expect(findings.map(({ messageId }) => messageId)).toEqual(["tenants"]);
  expect(reach?.tenants).toEqual(tenants.toSorted());
});

test("roots that share a module are counted, with the module, where the configuration counts them", async () => {
  const calls = everywhere(
    () => "main.tf",
    () => 'provider "aws" {}\n\nmodule "db" {\n  source = "../modules/shared-db"\n}\n',
  );
  const side = (retention: number) => ({
    ...calls,
    "modules/shared-db/main.tf": `resource "aws_sqs_queue" "jobs" {\n  message_retention_seconds = ${retention}\n}\n`,
  });
  const counted = await exampleConfiguration("blastRadius: { roots: 3 }\n");
  const { findings, reach, decision } = await workbench.evaluate({
    rules,
    base: side(60),
    head: side(90),
    configuration: counted,
  });
  expect(findings).toMatchObject([
    { messageId: "roots_through", arguments: { count: "4", most: "3", through: "modules/shared-db" } },
  ]);
  expect(reach).toMatchObject({ through: [{ path: "modules/shared-db", roots: 4 }] });
  expect(reach?.roots).toHaveLength(4);
  expect(decision.reasons[0]?.numbers).toMatchObject([{ number: "4", bound: "atMost", threshold: "3" }]);
});
