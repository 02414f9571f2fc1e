import { expect, test } from "vitest";
import type { JsonObject } from "../../../model/json.ts";
import { sensitiveNamesAmong } from "./sensitive-names.ts";

const deployment: JsonObject = {
  spec: {
    template: {
      spec: {
        initContainers: [{ env: [{ name: "PAYMENT_MODE", value: "live" }] }],
        containers: [{ env: [{ name: "LOG_LEVEL", value: "info" }, { name: "payment_gateway" }] }],
      },
    },
  },
};

test.each<[string, string, JsonObject, readonly string[]]>([
  ["every container of a workload", "apps/Deployment", deployment, ["PAYMENT_MODE", "payment_gateway"]],
  [
    "keys of a ConfigMap",
    "core/ConfigMap",
    { data: { PAYMENT_URL: "a", OTHER: "b" }, binaryData: { PAYMENT_CA: "c" } },
    ["PAYMENT_CA", "PAYMENT_URL"],
  ],
  [
    "a task of ECS, as text",
    "aws_ecs_task_definition",
    {
      container_definitions: '[{"environment":[{"name":"PAYMENT_MODE"}],"secrets":[{"name":"PAYMENT_KEY"}]}]',
    },
    ["PAYMENT_KEY", "PAYMENT_MODE"],
  ],
  ["no text that is none", "aws_ecs_task_definition", { container_definitions: "[" }, []],
  ["nothing of other types", "aws_lambda_function", { environment: [{ name: "PAYMENT_MODE" }] }, []],
])("sensitive names are read from %s", (_, type, object, names) => {
  expect(sensitiveNamesAmong([{ type, object }], ["PAYMENT_*"])).toEqual(names);
  expect(sensitiveNamesAmong([{ type, object }], [])).toEqual([]);
});
