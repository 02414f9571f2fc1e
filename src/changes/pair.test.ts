import { describe, expect, test } from "vitest";
import { fc } from "../../test/fast-check.ts";
import type { DeclaredMove } from "../model/change.ts";
import type { JsonObject } from "../model/json.ts";
import { fileLocation } from "../model/location.ts";
import type { Resource } from "../model/resource.ts";
import { type Pairing, pairChanges } from "./pair.ts";

interface Given {
  readonly rootKey?: string;
  readonly address?: string;
  readonly type?: string;
  readonly object?: JsonObject;
  readonly path?: string;
  readonly unknown?: Readonly<Record<string, string>>;
}

function resource(given: Given = {}): Resource {
  const {
    rootKey = "manifests:a",
    type = "core/ConfigMap",
    object = { data: { a: "1" } },
    path = "a/x.yaml",
  } = given;
  return {
    rootKey,
    address: given.address ?? "core/ConfigMap/ns/x",
    type,
    object,
    unknown: new Map(Object.entries(given.unknown ?? {})),
    sensitive: new Set(JSON.stringify(object).includes("$secret") ? ["/data"] : []),
    namespace: "ns",
    location: fileLocation(path),
    locate: () => fileLocation(path),
  };
}

function pair(
  base: readonly Resource[],
  head: readonly Resource[],
  more: Partial<Pairing> = {},
): readonly string[] {
  return pairChanges({ base, head, clusterOf: () => null, declaredMoves: [], ...more }).map(
    ({ action, address, move }) =>
      move === null ? `${action} ${address}` : `${action} ${move.kind} ${move.fromAddress} ${address}`,
  );
}

const secret = (changed: boolean) => ({ data: { $secret: { detector: "d", reference: null, changed } } });

describe("a resource", () => {
  test("that is the same is left out, whatever the order of its keys", () => {
    expect(pair([resource({ object: { a: 1, b: [1] } })], [resource({ object: { b: [1], a: 1 } })])).toEqual(
      [],
    );
  });

  test.each<[string, Given, Given]>([
    ["has another value", { object: { a: 1 } }, { object: { a: 2 } }],
    ["has text for a number", { object: { a: 1 } }, { object: { a: "1" } }],
    ["has null for nothing", { object: {} }, { object: { a: null } }],
    ["has another order in a list", { object: { a: [1, 2] } }, { object: { a: [2, 1] } }],
    ["has another source of an unknown value", { unknown: { "/a": "1" } }, { unknown: { "/a": "2" } }],
    ["has a secret that changed", { object: secret(true) }, { object: secret(true) }],
    [
      "has a text of JSON with one",
      { object: { a: JSON.stringify(secret(true)) } },
      { object: { a: JSON.stringify(secret(true)) } },
    ],
    ["has a key of the prototype", { object: {} }, { object: JSON.parse('{"__proto__": 1}') }],
  ])("that %s is updated", (_, before, after) => {
    expect(pair([resource(before)], [resource(after)])).toEqual(["update core/ConfigMap/ns/x"]);
  });

  test("whose secret did not change is the same, whatever the base's own marker says", () => {
    expect(pair([resource({ object: secret(true) })], [resource({ object: secret(false) })])).toEqual([]);
  });

  test("that is defined twice pairs with its equal, and a dropped copy is a deletion", () => {
    const one = resource({ object: { a: 1 } });
    const two = resource({ object: { a: 2 } });
    expect(pair([one, two], [two])).toEqual(["delete core/ConfigMap/ns/x"]);
    expect(pair([one], [one, two])).toEqual(["create core/ConfigMap/ns/x"]);
  });
});

describe("a move to another root", () => {
  test("is one change, not a deletion and a creation", () => {
    const [change, ...others] = pairChanges({
      base: [resource()],
      head: [resource({ rootKey: "chart:b", object: { data: { a: "2" } } })],
      clusterOf: () => null,
      declaredMoves: [],
    });
    expect(others).toEqual([]);
    expect(change).toMatchObject({
      action: "move",
      rootKey: "chart:b",
      move: { kind: "root", fromRootKey: "manifests:a" },
    });
  });

  test("is none between two clusters", () => {
    const more = { clusterOf: (key: string) => key };
    expect(pair([resource()], [resource({ rootKey: "manifests:b", path: "b/x.yaml" })], more)).toEqual([
      "delete core/ConfigMap/ns/x",
      "create core/ConfigMap/ns/x",
    ]);
  });

  test("is none for Terraform, where equal addresses in two folders are two things, even in one cluster", () => {
    const database = { type: "aws_db_instance", address: "aws_db_instance.main" };
    const base = [resource({ ...database, rootKey: "terraform:a", path: "a/main.tf" })];
    const head = [resource({ ...database, rootKey: "terraform:b", path: "b/main.tf" })];
    expect(pair(base, head, { clusterOf: () => "live" })).toEqual([
      "delete aws_db_instance.main",
      "create aws_db_instance.main",
    ]);
  });

  test("takes the copy with the same content where there are several", () => {
    const base = [
      resource({ rootKey: "manifests:a", object: { a: 1 } }),
      resource({ rootKey: "manifests:b", object: { a: 2 } }),
    ];
    const head = [
      resource({ rootKey: "manifests:c", object: { a: 2 } }),
      resource({ rootKey: "manifests:d", object: { a: 1 } }),
    ];
    const found = pairChanges({ base, head, clusterOf: () => null, declaredMoves: [] });
    expect(found.map(({ rootKey, move }) => [move?.fromRootKey, rootKey])).toEqual([
      ["manifests:b", "manifests:c"],
      ["manifests:a", "manifests:d"],
    ]);
  });
});

describe("a declared move", () => {
  const block = (from: string, to: string): DeclaredMove => ({ rootKey: "terraform:a", from, to });
  const at = (address: string, object: JsonObject = { name: address }) =>
    resource({ rootKey: "terraform:a", type: "aws_s3_bucket", address, object, path: `${address}.tf` });

  test.each([
    ["of a resource", [block("aws_s3_bucket.a", "aws_s3_bucket.b")], "aws_s3_bucket.a", "aws_s3_bucket.b"],
    [
      "of a module, with what is in it",
      [block("module.a", "module.b")],
      "module.a[0].aws_s3_bucket.x",
      "module.b[0].aws_s3_bucket.x",
    ],
    [
      "of a module call, with what it is read as",
      [block("module.a", "module.b")],
      'module.a["k"]:aws_s3_bucket',
      'module.b["k"]:aws_s3_bucket',
    ],
    [
      "into an instance",
      [block("aws_s3_bucket.a", 'aws_s3_bucket.b["k"]')],
      "aws_s3_bucket.a",
      'aws_s3_bucket.b["k"]',
    ],
    [
      "in a chain",
      [block("aws_s3_bucket.b", "aws_s3_bucket.c"), block("aws_s3_bucket.a", "aws_s3_bucket.b")],
      "aws_s3_bucket.a",
      "aws_s3_bucket.c",
    ],
  ])("%s is believed", (_, declaredMoves, from, to) => {
    expect(pair([at(from)], [at(to)], { declaredMoves })).toEqual([`move declared ${from} ${to}`]);
  });

  test.each([
    ["a resource", "aws_s3_bucket.a", "aws_s3_bucket.a", "forget"],
    ["its instances", "aws_s3_bucket.a", 'aws_s3_bucket.a["k.l"]', "forget"],
    ["what is in a module", "module.a", "module.a[0].aws_s3_bucket.b", "forget"],
    ["what a module call is read as", "module.a", "module.a:aws_s3_bucket", "forget"],
    ["nothing of a longer name", "aws_s3_bucket.a", "aws_s3_bucket.ab", "delete"],
  ])("to nowhere makes Terraform forget %s", (_, from, address, action) => {
    const declaredMoves: readonly DeclaredMove[] = [{ rootKey: "terraform:a", from, to: null }];
    expect(pair([at(address)], [], { declaredMoves })).toEqual([`${action} ${address}`]);
    const elsewhere = declaredMoves.map((move) => ({ ...move, rootKey: "terraform:b" }));
    expect(pair([at(address)], [], { declaredMoves: elsewhere })).toEqual([`delete ${address}`]);
  });

  test("that goes in a circle ends, and one of a similar name is none", () => {
    const declaredMoves = [
      block("aws_s3_bucket.a", "aws_s3_bucket.b"),
      block("aws_s3_bucket.b", "aws_s3_bucket.a"),
    ];
    expect(pair([at("aws_s3_bucket.a")], [], { declaredMoves })).toEqual(["delete aws_s3_bucket.a"]);
    const other = [block("aws_s3_bucket.a", "aws_s3_bucket.b")];
    expect(pair([at("aws_s3_bucket.ab")], [at("aws_s3_bucket.bb")], { declaredMoves: other })).toHaveLength(
      2,
    );
  });
});

describe("a rename", () => {
  const deployment = (name: string, image = "a", path = "a/x.yaml") =>
    resource({
      address: `apps/Deployment/ns/${name}`,
      type: "apps/Deployment",
      path,
      object: { apiVersion: "apps/v1", kind: "Deployment", metadata: { name }, spec: { image, replicas: 1 } },
    });

  test("is found where four of five leaves are equal, in one file", () => {
    expect(pair([deployment("a")], [deployment("b")])).toEqual([
      "move rename apps/Deployment/ns/a apps/Deployment/ns/b",
    ]);
  });

  test("is none where fewer are, in another file, or of another type", () => {
    expect(pair([deployment("a")], [deployment("b", "b")])).toHaveLength(2);
    expect(pair([deployment("a")], [deployment("b", "a", "a/y.yaml")])).toHaveLength(2);
    expect(pair([deployment("a")], [{ ...deployment("b"), type: "apps/StatefulSet" }])).toHaveLength(2);
  });

  test("is none for two empty objects", () => {
    expect(
      pair([resource({ address: "a", object: {} })], [resource({ address: "b", object: {} })]),
    ).toHaveLength(2);
  });

  test("pairs the most alike", () => {
    const many = (name: string, odd: number) =>
      resource({
        address: name,
        object: Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`k${i}`, i < odd ? name : "same"])),
      });
    expect(pair([many("a", 1), many("b", 3)], [many("c", 3), many("d", 1)])).toContain("move rename a d");
  });

  test("of thousands in one file ends, as deletions and creations", () => {
    const of = (prefix: string) =>
      Array.from({ length: 1000 }, (_, i) => resource({ address: `${prefix}${i}`, object: { i, prefix } }));
    expect(pair(of("a"), of("b"))).toHaveLength(2000);
  });
});

test("each resource of both sides is in exactly one change or the same on both", () => {
  const any = fc
    .record({
      rootKey: fc.constantFrom("manifests:a", "manifests:b"),
      address: fc.constantFrom("x", "y"),
      type: fc.constantFrom("core/ConfigMap", "aws_x"),
      object: fc.record({ a: fc.integer({ min: 0, max: 1 }), b: fc.constant(1), c: fc.constant(1) }),
    })
    .map(resource);
  fc.assert(
    fc.property(fc.array(any, { maxLength: 8 }), fc.array(any, { maxLength: 8 }), (base, head) => {
      const found = pairChanges({ base, head, clusterOf: () => null, declaredMoves: [] });
      const befores = found.flatMap(({ before }) => before ?? []);
      const afters = found.flatMap(({ after }) => after ?? []);
      expect(new Set(befores).size).toBe(befores.length);
      expect(new Set(afters).size).toBe(afters.length);
      expect(base.length - befores.length).toBe(head.length - afters.length);
      expect(
        pairChanges({ base, head: base.toReversed(), clusterOf: () => null, declaredMoves: [] }),
      ).toEqual([]);
    }),
  );
});
