import { expect, test } from "vitest";
import type { JsonObject } from "../model/json.ts";
import { summaryOf } from "./summary.ts";

const type = "datadoghq.com/DatadogPodAutoscaler";
const targetRef = { apiVersion: "apps/v1", kind: "Deployment", name: "api" };
const told = (more: JsonObject) => summaryOf(type, { spec: { targetRef, ...more } });

test("a DatadogPodAutoscaler tells its target and its bounds", () => {
  const constraints = { minReplicas: 2, maxReplicas: 6 };
  expect(told({ constraints })).toEqual({ target: targetRef, ...constraints });
  expect(told({ applyPolicy: { mode: "Apply", scaleUp: { strategy: "Max" } } })).toEqual({
    target: targetRef,
  });
});

const disabled = { strategy: "Disabled" };
test.each<[string, JsonObject]>([
  ["only shows what it would do", { applyPolicy: { mode: "Preview" } }],
  ["applies nothing", { policy: { applyMode: "None" } }],
  ["only sizes containers", { applyPolicy: { scaleUp: disabled, scaleDown: disabled } }],
  [
    "only sized containers, as they were written before",
    { policy: { upscale: disabled, downscale: disabled } },
  ],
])("one that %s scales nothing for others", (_, policy) => {
  expect(told(policy)).toEqual({});
});
