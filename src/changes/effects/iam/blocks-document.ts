import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import { valueWithUnknown } from "./with-unknown.ts";

/** What `data.aws_iam_policy_document` calls the elements of a statement. */
const elements: readonly (readonly [argument: string, element: string])[] = [
  ["effect", "Effect"],
  ["actions", "Action"],
  ["not_actions", "NotAction"],
  ["resources", "Resource"],
  ["not_resources", "NotResource"],
];

/** The document that its own blocks make; documents that it takes in are told where they stand. */
export function blocksDocument(resource: Resource): JsonObject {
  return {
    Version: "2012-10-17",
    Statement: listOf(valueWithUnknown(resource, ["statement"])).map(statementOf),
  };
}

function statementOf(block: JsonValue): JsonValue {
  if (!isJsonObject(block) || isUnknown(block)) return block;
  const written = elements.flatMap(([argument, element]) => {
    const value = block[argument];
    return value === undefined || value === null || (isJsonArray(value) && value.length === 0)
      ? []
      : [[element, value] as const];
  });
  return {
    Effect: "Allow",
    ...Object.fromEntries(written),
    ...element("Principal", principalsOf(block["principals"])),
    ...element("NotPrincipal", principalsOf(block["not_principals"])),
    ...element("Condition", conditionsOf(block["condition"])),
  };
}

function element(name: string, value: JsonValue | null): JsonObject {
  return value === null ? {} : { [name]: value };
}

function principalsOf(value: JsonValue | undefined): JsonValue | null {
  const blocks = listOf(value);
  if (blocks.length === 0) return null;
  const byType: Record<string, readonly JsonValue[]> = {};
  for (const block of blocks) {
    if (!isJsonObject(block) || isUnknown(block)) return block;
    const type = block["type"];
    if (typeof type !== "string") return type ?? null;
    byType[type] = [...(byType[type] ?? []), ...listOf(block["identifiers"])];
  }
  return byType;
}

function conditionsOf(value: JsonValue | undefined): JsonValue | null {
  const blocks = listOf(value);
  if (blocks.length === 0) return null;
  const tests: Record<string, Record<string, readonly JsonValue[]>> = {};
  for (const block of blocks) {
    if (!isJsonObject(block) || isUnknown(block)) return block;
    const { test, variable, values } = block;
    if (typeof test !== "string") return test ?? null;
    if (typeof variable !== "string") return variable ?? null;
    const keys = tests[test] ?? {};
    keys[variable] = [...(keys[variable] ?? []), ...listOf(values)];
    tests[test] = keys;
  }
  return tests;
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined || value === null) return [];
  return isJsonArray(value) ? value : [value];
}

function isUnknown(value: JsonObject): boolean {
  return typeof value["$unknown"] === "string";
}
