import { expect, test } from "vitest";
import { exampleConfiguration, openWorkbench } from "./workbench.ts";

const workbench = await openWorkbench();
const deployment = (replicas: number) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: payments }
spec: { replicas: ${replicas} }
`;
const period = (route: string) => `{ name: Year end, from: 2026-12-28, to: 2027-01-04, route: ${route} }`;
const reviewers = "routing: { reviewers: [acme/sre] }";

// The workbench's day is the first of January 2027.
test.each([
  ["the period's route", `freezes: [${period("review")}]`, "k8s/prod/api.yaml", "review"],
  [
    "the strictest of several",
    `freezes: [${period("review")}, ${period("block")}]`,
    "k8s/prod/api.yaml",
    "block",
  ],
  ["a confirmation where that is all", `freezes: [${period("confirm")}]`, "k8s/prod/api.yaml", "confirm"],
  [
    "it also where the rule is switched off",
    `freezes: [${period("review")}]\npolicies: { CHG-031: { enforcement: off } }`,
    "k8s/prod/api.yaml",
    "review",
  ],
  ["nothing elsewhere", `freezes: [${period("block")}]`, "k8s/dev/api.yaml", "pass"],
  [
    "nothing before it",
    "freezes: [{ name: Later, from: 2027-01-02, to: 2027-01-04, route: block }]",
    "k8s/prod/api.yaml",
    "pass",
  ],
])("a frozen period asks for %s", async (_, configuration, path, route) => {
  const { decision, findings } = await workbench.evaluate({
    rules: workbench.policySet.rules.filter(({ id }) => id === "CHG-031"),
    base: { [path]: deployment(2) },
    head: { [path]: deployment(3) },
    configuration: await exampleConfiguration(`${reviewers}\n${configuration}`),
  });
  expect(decision.route).toBe(route);
  expect(findings.length).toBe(route === "pass" ? 0 : 1);
});

test("an approval in a frozen period is about what changes, and falls when more does", async () => {
  const configuration = await exampleConfiguration(`${reviewers}\nfreezes: [${period("review")}]`);
  const decide = async (replicas: number) => {
    const path = "k8s/prod/api.yaml";
    const { decision } = await workbench.evaluate({
      rules: workbench.policySet.rules.filter(({ id }) => id === "CHG-031"),
      base: { [path]: deployment(2) },
      head: { [path]: deployment(replicas) },
      configuration,
    });
    return decision.riskItems.map(({ digest, asks, reviewers: asked }) => ({ digest, asks, asked }));
  };
  const [three, four] = [await decide(3), await decide(4)];
  expect(three).toMatchObject([{ asks: "review", asked: ["acme/sre"] }]);
  expect(four).not.toEqual(three);
});
