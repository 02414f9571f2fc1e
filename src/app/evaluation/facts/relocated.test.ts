import { describe, expect, test } from "vitest";
import type { ResourceChange } from "../../../model/change.ts";
import type { JsonObject } from "../../../model/json.ts";
import { fileLocation } from "../../../model/location.ts";
import type { Resource } from "../../../model/resource.ts";
import type { LoadedRoot, LoadedSide } from "../loaded.ts";
import { relocations } from "./relocated.ts";

function resource(rootKey: string, address: string, object: JsonObject): Resource {
  const type = address.startsWith("module.") ? "module" : (address.split(".")[0] ?? address);
  return {
    rootKey,
    address,
    type,
    object,
    unknown: new Map(),
    sensitive: new Set(),
    namespace: null,
    location: fileLocation("main.tf"),
    locate: () => fileLocation("main.tf"),
  };
}

function change(rootKey: string, address: string, action: "create" | "delete", name = "x"): ResourceChange {
  const one = resource(rootKey, address, { name });
  const sides = action === "create" ? { before: null, after: one } : { before: one, after: null };
  return { rootKey, address, type: one.type, action, ...sides, move: null, replacePaths: [] };
}

function root(key: string, backend: JsonObject | null): LoadedRoot {
  const side: LoadedSide = {
    root: { key, kind: "terraform", path: key.replace("terraform:", ""), variant: null, files: [] },
    resources: [resource(key, "terraform", backend === null ? {} : { backend: [backend] })],
    diagnostics: [],
    declaredMoves: [],
  };
  return { key, base: side, head: side };
}

const s3 = (key: string): JsonObject => ({ type: "s3", bucket: "states", key });
const topic = "aws_sns_topic.orders";
const moved = [change("terraform:a", topic, "delete"), change("terraform:b", topic, "create")];

function found(changes: readonly ResourceChange[], ...roots: readonly LoadedRoot[]) {
  return Object.fromEntries(relocations(changes, roots));
}

describe("what goes from one Terraform root to another", () => {
  test("is told at the root that it goes to", () => {
    expect(found(moved, root("terraform:a", s3("a")), root("terraform:b", s3("b")))).toEqual({
      "terraform:b": { "terraform:a": { addresses: [topic], sameState: false } },
    });
  });

  test.each([
    ["name one state", s3("shop"), s3("shop"), true],
    ["leave their states to the command line", { type: "s3" }, { type: "s3" }, false],
    ["have no backend", null, null, false],
  ])("keeps its state only where both roots name it: they %s", (_, before, after, sameState) => {
    const told = found(moved, root("terraform:a", before), root("terraform:b", after));
    expect(told["terraform:b"]).toEqual({ "terraform:a": { addresses: [topic], sameState } });
  });

  test.each<[string, readonly ResourceChange[]]>([
    ["has other values", [moved[0], change("terraform:b", topic, "create", "y")].flatMap((one) => one ?? [])],
    [
      "is only read",
      [change("terraform:a", "data.aws_ami.x", "delete"), change("terraform:b", "data.aws_ami.x", "create")],
    ],
    [
      "belongs to a library",
      [change("terraform-module:a", topic, "delete"), change("terraform:b", topic, "create")],
    ],
  ])("is nothing that %s", (_, changes) => {
    expect(found(changes, root("terraform:a", s3("a")), root("terraform:b", s3("b")))).toEqual({});
  });

  test("names ten of many", () => {
    const many = Array.from({ length: 12 }, (_, index) => `aws_sns_topic.t${index}`);
    const changes = many.flatMap((address) => [
      change("terraform:a", address, "delete"),
      change("terraform:b", address, "create"),
    ]);
    const told = found(changes, root("terraform:a", s3("a")), root("terraform:b", s3("b")));
    expect(told["terraform:b"]).toMatchObject({ "terraform:a": { addresses: many.slice(0, 10) } });
  });
});
