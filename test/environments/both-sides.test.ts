import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { TemporaryRepository } from "../../src/git/temporary-repository.ts";
import { type Desk, days, type Files, openDesk, repositoryOf } from "../returns/branch.ts";
import { database, deployment, settings } from "../returns/examples.ts";

/** Where something stands, as what the change introduces says it: a change takes nothing out of production by itself. */
let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

let repository: TemporaryRepository | null = null;
afterEach(() => repository?.remove());

/** Environments of the findings of one rule that a change introduces, by the folder of their root. */
async function environmentsOf(ruleId: string, before: Files, change: Files): Promise<readonly string[]> {
  repository = repositoryOf([{ minutesAgo: 100 * days, files: before }], change);
  const { findings, roots } = await desk.review(repository);
  const introduced = findings.filter(
    (finding) =>
      finding.ruleId === ruleId && (finding.baselineState === "new" || finding.baselineState === "updated"),
  );
  return introduced.map(({ rootKey, environment }) => `${roots[rootKey]?.path} ${environment}`).sort();
}

const privileged = deployment({ privileged: true });
const configured = (environments: string): Files => ({ [settings]: `version: 1\n${environments}` });

test("what loses the label of production still stands in it for that change", async () => {
  const namespace = (label: string) =>
    `apiVersion: v1\nkind: Namespace\nmetadata: { name: shop-prod, labels: { tier: ${label} } }\n`;
  const rules = configured(`environments:
  production: { labels: { tier: gold } }
  development: { paths: ["**"] }
`);
  const before = { ...rules, "k8s/namespace.yaml": namespace("gold"), "k8s/api.yaml": deployment() };
  const change = { "k8s/namespace.yaml": namespace("tin"), "k8s/api.yaml": privileged };
  expect(await environmentsOf("SEC-003", before, change)).toEqual(["k8s production"]);
});

test("what moves to another folder stands in both", async () => {
  const rules = configured(`environments:
  production: { paths: ["k8s/prod/**"] }
  development: { paths: ["k8s/dev/**"] }
`);
  const before = { ...rules, "k8s/prod/api.yaml": deployment() };
  const change = { "k8s/prod/api.yaml": null, "k8s/dev/api.yaml": privileged };
  expect(await environmentsOf("SEC-003", before, change)).toEqual(["k8s/dev production"]);
});

test("a shared module stands where each root that calls it stands", async () => {
  const call = 'module "orders" {\n  source = "../../modules/orders"\n}\n';
  const before = {
    "terraform/prod/main.tf": call,
    "terraform/dev/main.tf": call,
    "modules/orders/main.tf": database("db.m6g.large"),
  };
  const change = {
    "modules/orders/main.tf": database("db.m6g.large").replace("deletion_protection        = true\n", ""),
  };
  expect(await environmentsOf("CHG-018", before, change)).toEqual([
    "terraform/dev development",
    "terraform/prod production",
  ]);
});

test("a shared base stands where each overlay stands", async () => {
  const overlay = "resources: [../../base]\n";
  const before = {
    "base/kustomization.yaml": "resources: [api.yaml]\n",
    "base/api.yaml": deployment().replace(", namespace: shop-prod", ""),
    "overlays/prod/kustomization.yaml": overlay,
    "overlays/dev/kustomization.yaml": overlay,
  };
  const change = { "base/api.yaml": privileged.replace(", namespace: shop-prod", "") };
  expect(await environmentsOf("SEC-003", before, change)).toEqual([
    "overlays/dev development",
    "overlays/prod production",
  ]);
});

test("what is new stands where it is said to stand", async () => {
  const rules = configured(`environments:
  production: { accounts: ["111111111111"] }
  development: { accounts: ["222222222222"] }
`);
  const root = (account: string) =>
    `provider "aws" {\n  allowed_account_ids = ["${account}"]\n}\n\nresource "aws_security_group" "a" {\n  ingress {\n    from_port   = 22\n    to_port     = 22\n    protocol    = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n`;
  const change = {
    "terraform/new/main.tf": root("222222222222"),
    "terraform/other/main.tf": root("111111111111"),
  };
  expect(await environmentsOf("SEC-034", rules, change)).toEqual([
    "terraform/new development",
    "terraform/other production",
  ]);
});
