import { expect, test } from "vitest";
import { checkPlans } from "./plans.ts";

const settings = { artifact: "sekisho-plan-*", workflows: ["**"], expected: [] };
const all = { permissions: { actions: "read" }, events: ["workflow_run"] };

test.each([
  ["says nothing where no plan is looked for", { ...settings, artifact: null }, all, undefined],
  ["is content with the permission and the event", settings, all, "ok"],
  ["misses the permission", settings, { ...all, permissions: {} }, "problem"],
  ["misses the event, for which the sweep makes up", settings, { ...all, events: [] }, "note"],
] as const)("the doctor %s", (_, plans, installation, kind) => {
  const [check] = checkPlans("acme/infra", plans, installation);
  expect(check?.result.kind).toBe(kind);
});
