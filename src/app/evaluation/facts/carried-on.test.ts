import { describe, expect, test } from "vitest";
import type { ResourceChange } from "../../../model/change.ts";
import type { JsonObject } from "../../../model/json.ts";
import { fileLocation } from "../../../model/location.ts";
import type { Resource } from "../../../model/resource.ts";
import type { LoadedRoot, LoadedSide } from "../loaded.ts";
import { heldByHeir } from "./carried-on.ts";

function resource(rootKey: string, address: string, object: JsonObject, unknown: readonly string[] = []) {
  const one: Resource = {
    rootKey,
    address,
    type: address.split(".")[0] ?? address,
    object,
    unknown: new Map(unknown.map((pointer) => [pointer, "var.x"])),
    sensitive: new Set(),
    namespace: null,
    location: fileLocation("main.tf"),
    locate: () => fileLocation("main.tf"),
  };
  return one;
}

const bucket = "aws_s3_bucket.ledger";
const s3 = { backend: [{ type: "s3", bucket: "states", key: "ledger", region: "eu-west-2" }] };

interface Written {
  readonly backend?: JsonObject;
  readonly unknown?: readonly string[];
  readonly name?: string;
  readonly variant?: string | null;
}

function side(key: string, { backend = s3, unknown = [], name = "ledger", variant = null }: Written = {}) {
  const loaded: LoadedSide = {
    root: { key, kind: "terraform", path: key.replace("terraform:", ""), variant, files: [] },
    resources: [resource(key, "terraform", backend, unknown), resource(key, bucket, { bucket: name })],
    diagnostics: [],
    declaredMoves: [],
  };
  return loaded;
}

const old = "terraform:old";
const gone: LoadedRoot = { key: old, base: side(old), head: null };
const made = (key: string, written?: Written): LoadedRoot => ({ key, base: null, head: side(key, written) });
const deleted: ResourceChange = {
  rootKey: old,
  address: bucket,
  type: "aws_s3_bucket",
  action: "delete",
  before: resource(old, bucket, { bucket: "ledger" }),
  after: null,
  move: null,
  replacePaths: [],
};
const held = (...roots: readonly LoadedRoot[]) => heldByHeir(old, [deleted], roots);
const oldWith = (written: Written): LoadedRoot => ({ ...gone, base: side(old, written) });

describe("what a folder that was renamed carries on", () => {
  test("stays, where the new folder has the same state", () => {
    expect(held(gone, made("terraform:new"))).toEqual({ [bucket]: "terraform:new" });
  });

  test.each<[string, JsonObject]>([
    ["cloud", { cloud: [{ organization: "acme", workspaces: [{ name: "ledger" }] }] }],
    ["gcs", { backend: [{ type: "gcs", bucket: "states", prefix: "ledger" }] }],
    ["http", { backend: [{ type: "http", address: "https://states.example.com/ledger" }] }],
  ])("stays, in the backend %s too", (_, backend) => {
    expect(held(oldWith({ backend }), made("terraform:new", { backend }))).toEqual({
      [bucket]: "terraform:new",
    });
  });

  test.each<[string, JsonObject]>([
    ["no backend", {}],
    ["a backend that the command line completes", { backend: [{ type: "s3", key: "ledger" }] }],
    ["a local state", { backend: [{ type: "local", path: "terraform.tfstate" }] }],
    ["a workspace by prefix", { cloud: [{ organization: "acme", workspaces: [{ prefix: "ledger-" }] }] }],
    ["a backend that nobody knows", { backend: [{ type: "pg", schema_name: "ledger" }] }],
  ])("is told nothing with %s on both sides", (_, backend) => {
    expect(held(oldWith({ backend }), made("terraform:new", { backend }))).toEqual({});
  });

  test("is told nothing where a value of the backend is unknown on both sides", () => {
    const unknown = ["/backend/0/key"];
    expect(held(oldWith({ unknown }), made("terraform:new", { unknown }))).toEqual({});
  });

  test.each<[string, readonly LoadedRoot[]]>([
    ["has another key", [made("terraform:new", { backend: { backend: [{ ...s3.backend[0], key: "x" }] } })]],
    ["holds it with other values", [made("terraform:new", { name: "other" })]],
    ["has another workspace", [made("terraform:new", { variant: "staging" })]],
    ["was there before", [{ ...made("terraform:new"), base: side("terraform:new") }]],
    ["is one of two", [made("terraform:new"), made("terraform:second")]],
    ["is not there", []],
  ])("is told nothing where the new folder %s", (_, roots) => {
    expect(held(gone, ...roots)).toEqual({});
  });

  test("is told nothing while the old folder is still there", () => {
    expect(held({ ...gone, head: side(old) }, made("terraform:new"))).toEqual({});
  });
});
