import { describe, expect, test } from "vitest";
import type { JsonObject, Pointer } from "../model/json.ts";
import { quotaScopes, scopeText } from "./quota-scopes.ts";
import { useAndQuotas } from "./quotas.ts";
import { object } from "./testing/objects.ts";

function read(spec: JsonObject, unknown: readonly Pointer[] = []) {
  const mask = new Map(unknown.map((pointer): [Pointer, string] => [pointer, "digest"]));
  return quotaScopes({ type: "core/ResourceQuota", object: { spec }, unknown: mask });
}

const expression = (scopeName: string, operator?: string, values?: readonly string[]): JsonObject => ({
  scopeSelector: {
    matchExpressions: [
      {
        scopeName,
        ...(operator === undefined ? {} : { operator }),
        ...(values === undefined ? {} : { values: [...values] }),
      },
    ],
  },
});

describe("scopes of a quota", () => {
  test.each<readonly [string, JsonObject, string]>([
    ["without scopes it counts everything", { hard: { services: "3" } }, "all"],
    ["empty fields are none", { scopes: [], scopeSelector: { matchExpressions: [] } }, "all"],
    ["a selector that is empty is none", { scopeSelector: {} }, "all"],
    ["a scope", { scopes: ["BestEffort"], hard: { pods: "3" } }, "some"],
    ["a scope that does not exist is refused", { scopes: ["Sometimes"] }, "refused"],
    ["an operator that does not exist is refused", expression("PriorityClass", "Equals", ["a"]), "refused"],
    ["an operator is needed", expression("PriorityClass"), "refused"],
    ["a list needs values", expression("PriorityClass", "In"), "refused"],
    ["and there is none to ask for nothing", expression("PriorityClass", "Exists", ["a"]), "refused"],
    ["what is yes or no only exists", expression("Terminating", "DoesNotExist"), "refused"],
    ["opposites contradict each other", { scopes: ["BestEffort", "NotBestEffort"] }, "refused"],
    [
      "over both fields they are not refused, and match nothing",
      { scopes: ["Terminating"], ...expression("NotTerminating", "Exists") },
      "some",
    ],
    [
      "a scope of pods bounds no Services",
      { scopes: ["NotTerminating"], hard: { services: "1" } },
      "refused",
    ],
    ["nor storage", { scopes: ["NotTerminating"], hard: { "requests.storage": "1" } }, "refused"],
    ["nor huge pages", { scopes: ["NotBestEffort"], hard: { "hugepages-2Mi": "1" } }, "refused"],
    ["BestEffort bounds pods alone", { scopes: ["BestEffort"], hard: { cpu: "1" } }, "refused"],
    [
      "a class of attributes bounds no pods",
      { ...expression("VolumeAttributesClass", "Exists"), hard: { pods: "1" } },
      "refused",
    ],
    [
      "names of others are not looked at",
      { scopes: ["NotTerminating"], hard: { "requests.nvidia.com/gpu": "1" } },
      "some",
    ],
  ])("%s", (_name, spec, kind) => {
    expect(read(spec).kind).toBe(kind);
  });

  test("are not known where any part of them is not", () => {
    expect(read({}, ["/spec/scopes"]).kind).toBe("unknown");
    const selected = expression("PriorityClass", "In", [""]);
    expect(read(selected, ["/spec/scopeSelector/matchExpressions/0/values/0"]).kind).toBe("unknown");
  });

  test("are written as a person would", () => {
    const told = (spec: JsonObject) => {
      const scopes = read(spec);
      return scopes.kind === "some" ? scopes.scopes.map(scopeText) : [];
    };
    expect(told({ scopes: ["Terminating", "PriorityClass"] })).toEqual([
      "Terminating",
      "PriorityClass Exists",
    ]);
    expect(told(expression("PriorityClass", "NotIn", ["high", "low"]))).toEqual([
      "PriorityClass NotIn high, low",
    ]);
  });

  test("say what is counted at all: what stands beside it is not bounded", () => {
    const hard = {
      pods: "1",
      "requests.nvidia.com/gpu": "2",
      "count/deployments.apps": "3",
      "count/pods": "4",
    };
    const quota = object("core/ResourceQuota", "a", { hard, scopes: ["NotTerminating"] });
    const content = {
      objects: [quota],
      clusterWide: [],
      defaults: { requests: {}, limits: {} },
      nodes: null,
    };
    expect(useAndQuotas(content).scoped.map((each) => Object.keys(each.hard))).toEqual([
      ["pods", "requests.nvidia.com/gpu", "count/pods"],
    ]);
  });
});
