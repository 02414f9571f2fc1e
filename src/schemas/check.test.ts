import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue, ObjectPath } from "../model/json.ts";
import type { Judgement } from "./judge.ts";
import { objectProblems } from "./judge.ts";
import { smallJudgement } from "./testing/judgement.ts";

interface Given {
  readonly unknown?: readonly string[];
  readonly opened?: readonly ObjectPath[];
  readonly judgement?: Judgement;
}

function problemsOf(object: JsonObject, { unknown = [], opened = [], judgement }: Given = {}) {
  const masked = new Map(unknown.map((pointer): [string, string] => [pointer, "digest"]));
  return objectProblems({ object, unknown: masked, opened }, judgement ?? smallJudgement());
}

function said(object: JsonObject, given?: Given) {
  return problemsOf(object, given)?.map(({ messageId, path }) => `${messageId} ${path.join("/")}`);
}

function pod(container: JsonObject): JsonObject {
  return { apiVersion: "v1", kind: "Pod", spec: { containers: [{ name: "web", ...container }] } };
}

function widget(schema: JsonObject, spec: JsonValue): [JsonObject, Given] {
  const root = { type: "object", properties: { spec: schema } };
  const judgement = smallJudgement("1.30", { "acme.io/v1/Widget": { schema: root } });
  return [{ apiVersion: "acme.io/v1", kind: "Widget", metadata: { name: "w" }, spec }, { judgement }];
}

describe("an object of Kubernetes' own", () => {
  it.each<[string, JsonObject, readonly string[]]>([
    ["fits", pod({ image: "nginx" }), []],
    ["has a mistyped field", pod({ imgae: "nginx" }), ["unknown_field_near spec/containers/0/imgae"]],
    ["has a field that is like none", pod({ zzzzzzzz: 1 }), ["unknown_field spec/containers/0/zzzzzzzz"]],
    ["has a number where text is asked for", pod({ image: 7 }), ["wrong_type spec/containers/0/image"]],
    ["has text where a truth is asked for", pod({ tty: "yes" }), ["wrong_type spec/containers/0/tty"]],
    [
      "has a fraction where an integer is asked for",
      pod({ grace: 0.5 }),
      ["wrong_type spec/containers/0/grace"],
    ],
    [
      "has an integer too large for the field",
      pod({ grace: 2 ** 31 }),
      ["out_of_bounds spec/containers/0/grace"],
    ],
    ["has a quantity that is none", pod({ memory: "12 gigs" }), ["bad_quantity spec/containers/0/memory"]],
    ["has a quantity as a number", pod({ memory: 1024 }), []],
    ["has a port as a number", pod({ port: 80 }), []],
    ["has a port as a name", pod({ port: "http" }), []],
    ["has a port as a truth", pod({ port: true }), ["wrong_type spec/containers/0/port"]],
    ["has a null, which the server drops", pod({ image: null }), []],
    [
      "has a field of a later version",
      pod({ restartPolicy: "Always" }),
      ["later_field spec/containers/0/restartPolicy"],
    ],
    ["lacks a field", { apiVersion: "v1", kind: "Pod", spec: {} }, ["missing_field spec"]],
    [
      "is a list where an object is asked for",
      { apiVersion: "v1", kind: "Pod", spec: [] },
      ["wrong_type spec"],
    ],
    ["has no spec at all", { apiVersion: "v1", kind: "Pod" }, []],
    [
      "has labels in a list",
      { apiVersion: "v1", kind: "Pod", metadata: { labels: ["a"] } },
      ["wrong_type metadata/labels"],
    ],
    [
      "has a number as a label",
      { apiVersion: "v1", kind: "Pod", metadata: { labels: { a: 1 } } },
      ["wrong_type metadata/labels/a"],
    ],
    [
      "has a time that is none",
      { apiVersion: "v1", kind: "Pod", metadata: { creationTimestamp: "soon" } },
      ["bad_time metadata/creationTimestamp"],
    ],
    ["has a status of any shape", { apiVersion: "v1", kind: "Pod", status: { what: 1 } }, []],
    ["keeps YAML anchors beside itself", { apiVersion: "v1", kind: "Pod", "x-shared": { a: 1 } }, []],
    ["has a field beside spec", { apiVersion: "v1", kind: "Pod", replicas: 2 }, ["unknown_field replicas"]],
  ])("%s", (_, object, expected) => {
    expect(said(object)).toEqual(expected);
  });

  it("is fixed where a quote is too much, and where one is missing", () => {
    expect(problemsOf(pod({ grace: "30" }))?.[0]?.fix).toEqual({
      op: "replace",
      path: ["spec", "containers", 0, "grace"],
      value: 30,
    });
    expect(problemsOf(pod({ tty: "true" }))?.[0]?.fix?.value).toBe(true);
    expect(problemsOf(pod({ image: 7 }))?.[0]?.fix?.value).toBe("7");
    expect(problemsOf(pod({ grace: "0x1e" }))?.[0]?.fix).toBeNull();
  });

  it("is not judged where a value is not known yet or was masked", () => {
    const unknown = ["/spec/containers/0/image"];
    expect(said(pod({ image: 7 }), { unknown })).toEqual([]);
    expect(said({ apiVersion: "v1", kind: "Pod", spec: {} }, { unknown: ["/spec/containers"] })).toEqual([]);
    expect(said(pod({ image: { $secret: { detector: "x", reference: "y", changed: false } } }))).toEqual([]);
  });

  it("is not judged where a text holds a document that a reader has opened", () => {
    const opened = [["spec", "containers", 0, "image"]];
    expect(said(pod({ image: { a: 1 } }), { opened })).toEqual([]);
  });

  it("says of which kind it is in another group, in a later version, or by a mistyped name", () => {
    expect(said({ apiVersion: "apps/v1", kind: "Pod" })).toEqual(["wrong_version apiVersion"]);
    expect(said({ apiVersion: "apps/v1", kind: "Late" })).toEqual(["later_kind apiVersion"]);
    expect(said({ apiVersion: "apps/v1", kind: "Tee" })).toEqual(["unknown_kind kind"]);
    expect(said({ apiVersion: "v1", kind: "Config" })).toBeUndefined();
  });

  it("has at most twenty problems", () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`zzzzzzz${index}`, 1]));
    expect(problemsOf(pod(many))).toHaveLength(20);
  });
});

describe("an object of a kind that the repository defines", () => {
  it("is held against the definition of its own version", () => {
    const judgement = smallJudgement("1.30", {
      "acme.io/v1/Widget": { schema: { properties: { spec: { properties: { old: {} } } } } },
      "acme.io/v2/Widget": { schema: { properties: { spec: { properties: { fresh: {} } } } } },
    });
    const object = (apiVersion: string) => ({ apiVersion, kind: "Widget", spec: { fresh: 1 } });
    expect(said(object("acme.io/v1"), { judgement })).toEqual(["unknown_field spec/fresh"]);
    expect(said(object("acme.io/v2"), { judgement })).toEqual([]);
    expect(said(object("acme.io/v3"), { judgement })).toBeUndefined();
  });

  it("wins over what is known of a project", () => {
    const judgement = smallJudgement("1.30", { "acme.io/v1/Gadget": { schema: { type: "object" } } });
    expect(said({ apiVersion: "acme.io/v1", kind: "Gadget", spec: {} }, { judgement })).toEqual([]);
    const silent = smallJudgement("1.30", { "acme.io/v1/Gadget": { schema: null } });
    expect(
      said({ apiVersion: "acme.io/v1", kind: "Gadget", spec: {} }, { judgement: silent }),
    ).toBeUndefined();
  });

  it.each<[string, JsonObject, JsonValue, readonly string[]]>([
    [
      "keeps what it does not name",
      { type: "object", "x-kubernetes-preserve-unknown-fields": true },
      { a: 1 },
      [],
    ],
    [
      "checks what it names even so",
      { "x-kubernetes-preserve-unknown-fields": true, properties: { a: { type: "string" } } },
      { a: 1, b: 2 },
      ["wrong_type spec/a"],
    ],
    [
      "takes any key of a table",
      { additionalProperties: { type: "integer" } },
      { a: 1, b: "x" },
      ["wrong_type spec/b"],
    ],
    [
      "takes an integer or text",
      { properties: { p: { "x-kubernetes-int-or-string": true } } },
      { p: 1.5 },
      ["wrong_type spec/p"],
    ],
    [
      "knows the allowed words",
      { properties: { p: { enum: ["a", "b"] } } },
      { p: "c" },
      ["not_allowed spec/p"],
    ],
    ["knows bounds", { properties: { p: { minimum: 1, maximum: 5 } } }, { p: 6 }, ["out_of_bounds spec/p"]],
    [
      "knows bounds that exclude themselves",
      { properties: { p: { minimum: 1, exclusiveMinimum: true } } },
      { p: 1 },
      ["out_of_bounds spec/p"],
    ],
    ["counts characters, not units", { properties: { p: { maxLength: 2 } } }, { p: "😀😀" }, []],
    ["counts elements", { properties: { p: { maxItems: 1 } } }, { p: [1, 2] }, ["out_of_bounds spec/p"]],
    ["counts keys", { properties: { p: { minProperties: 1 } } }, { p: {} }, ["out_of_bounds spec/p"]],
    [
      "finds an element twice",
      { properties: { p: { "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["n"] } } },
      { p: [{ n: 1 }, { n: 1 }] },
      ["repeated_item spec/p/1"],
    ],
    [
      "holds an embedded object to its own fields",
      { "x-kubernetes-embedded-resource": true, properties: {} },
      { apiVersion: "v1", kind: "Pod", metadata: { labels: [] }, x: 1 },
      ["wrong_type spec/metadata/labels", "unknown_field spec/x"],
    ],
    [
      "keeps the fields of an embedded object",
      { "x-kubernetes-embedded-resource": true, "x-kubernetes-preserve-unknown-fields": true },
      { kind: "Pod", spec: 1 },
      [],
    ],
    ["says nothing where it says nothing", {}, { a: { b: 1 } }, []],
  ])("%s", (_, schema, spec, expected) => {
    expect(said(...widget(schema, spec))).toEqual(expected);
  });

  it("leaves matching to whoever can do it in linear time", () => {
    const [problem] =
      problemsOf(...widget({ properties: { p: { pattern: "^(a+)+$" } } }, { p: "aaaa!" })) ?? [];
    expect(problem).toMatchObject({ messageId: "no_match", pattern: "^(a+)+$", path: ["spec", "p"] });
  });

  it("finds what is wrong behind hundreds of texts that have to be matched", () => {
    const properties = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`p${index}`, { type: "string", pattern: "^x$" }]),
    );
    const spec = { ...Object.fromEntries(Object.keys(properties).map((name) => [name, "x"])), last: 1 };
    const schema = { properties: { ...properties, last: { type: "string" } } };
    expect(said(...widget(schema, spec))?.at(-1)).toBe("wrong_type spec/last");
  });
});

describe("an object of a kind of a well-known project", () => {
  const gadget = (spec: JsonObject) => ({ apiVersion: "acme.io/v1", kind: "Gadget", spec });

  it("is told which release was asked, and blamed for slips of the pen alone", () => {
    expect(said(gadget({ colour: "red" }))).toEqual(["released_value spec/colour"]);
    expect(said(gadget({ colour: "red", siez: 1 }))).toContain("released_unknown_field spec/siez");
    expect(said(gadget({ colour: "red", anotherThing: 1 }))).toEqual(["released_value spec/colour"]);
    expect(said(gadget({ size: 1 }))).toEqual(["released_missing_field spec"]);
    expect(problemsOf(gadget({ size: 1 }))?.[0]?.arguments).toMatchObject({ source: "acme v2.0.0" });
  });

  it("has the types of its kind in every release", () => {
    expect(said(gadget({ colour: "red", size: "big" }))).toContain("wrong_type spec/size");
  });
});

it("knows nothing of kinds that nobody defines, and of what is no object of Kubernetes", () => {
  expect(said({ apiVersion: "other.io/v1", kind: "Thing", spec: 1 })).toBeUndefined();
  expect(said({ kind: "Pod" })).toBeUndefined();
  expect(said({ apiVersion: 1, kind: "Pod" })).toBeUndefined();
});
