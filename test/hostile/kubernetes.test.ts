import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, type Files, openBench } from "./bench.ts";
import { harmless, onHostNetwork, repeated } from "./samples.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

/** Whatever stands in the odd file, the pod beside it is found. */
const beside: Files = { "k8s/beside.yaml": onHostNetwork("beside") };
const besideSaid = "SEC-002 network k8s/beside.yaml";

function aliasBomb(): string {
  const levels = repeated(9, (level) => {
    const items = Array(10).fill(`*l${level}`).join(", ");
    return `  l${level + 1}: &l${level + 1} [${items}]\n`;
  });
  return harmless("bomb", `data:\n  l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n${levels}`);
}

const json = (data: string) =>
  `{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a", "namespace": "shop"}, "data": ${data}}`;
const limit = ["CHG-025 limit_exceeded"];

/** The name of a file, its bytes, what is said of it, what was passed over, and which objects are read all the same. */
const cases: readonly [
  string,
  string,
  string | Uint8Array,
  { readonly said?: readonly string[]; readonly passed?: string; readonly objects?: readonly string[] },
][] = [
  [
    "a broken document among good ones",
    "a.yaml",
    `${harmless("one")}---\na: [\n---\n${harmless("two")}---\nb: }\n`,
    { said: ["VAL-001 yaml_syntax", "VAL-001 yaml_syntax"], objects: ["one", "two"] },
  ],
  [
    "a key that stands twice",
    "a.yaml",
    `${harmless("one")}kind: Secret\n---\n${harmless("two")}`,
    { said: ["VAL-001 duplicate_key"], objects: ["two"] },
  ],
  [
    "a key that stands twice in JSON",
    "a.json",
    `{"a": 1, ${json("{}").slice(1)}`.replace("{}", '{"x": "1", "x": "2"}'),
    { said: ["VAL-001 duplicate_key"] },
  ],
  ["broken JSON", "a.json", json("{,}"), { said: ["VAL-001 json_syntax"] }],
  ["JSON of another tool, with a comment", "a.json", '{ // "kind"\n "a": 1, }', {}],
  ["an alias bomb", "a.yaml", aliasBomb(), { said: limit }],
  [
    "an alias to what is around it",
    "a.yaml",
    harmless("a", "data: &a {b: *a}\n"),
    { said: ["VAL-001 yaml_syntax"] },
  ],
  [
    "a merge bomb",
    "a.yaml",
    harmless(
      "a",
      `x: &x {${repeated(400, (i) => `k${i}: 1, `)}}\ny:\n${repeated(400, () => "  - <<: *x\n")}`,
    ),
    { said: limit },
  ],
  [
    "lists 20,000 deep",
    "a.yaml",
    harmless("a", `data: ${"[".repeat(20_000)}${"]".repeat(20_000)}\n`),
    { said: limit },
  ],
  [
    "lists 20,000 deep that never close",
    "a.yaml",
    harmless("a", `data: ${"[".repeat(20_000)}\n`),
    { said: limit },
  ],
  [
    "blocks 2,000 deep",
    "a.yaml",
    harmless(
      "a",
      repeated(2_000, (i) => `${" ".repeat(i)}a:\n`),
    ),
    { said: limit },
  ],
  ["list items 20,000 deep", "a.yaml", harmless("a", `data:\n  ${"- ".repeat(20_000)}x\n`), { said: limit }],
  ["JSON lists 20,000 deep", "a.json", json("[".repeat(20_000) + "]".repeat(20_000)), { said: limit }],
  [
    "JSON objects 20,000 deep",
    "a.json",
    json(`${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`),
    { said: limit },
  ],
  ["a line of 10 MB", "a.yaml", harmless("a", `data: {a: ${"x".repeat(10_000_000)}}\n`), { said: limit }],
  [
    "a line of 11 MB",
    "a.yaml",
    harmless("a", `data: {a: ${"x".repeat(11_000_000)}}\n`),
    { said: ["CHG-025 file_too_large"] },
  ],
  [
    "an object of 7 MB",
    "a.yaml",
    harmless("a", `data: {a: ${"x".repeat(7_000_000)}}\n`),
    { said: ["CHG-025 root_too_large"], objects: ["a"] },
  ],
  [
    "more documents than anybody writes",
    "a.yaml",
    repeated(10_001, () => "---\na: 1\n") + harmless("a"),
    { said: limit },
  ],
  ["bytes that are no text", "a.yaml", Buffer.from([0, 1, 2, 0xff, 0xfe]), { said: ["CHG-025 not_text"] }],
  [
    "text that is not UTF-8",
    "a.yaml",
    Buffer.from(harmless("\u00e9"), "latin1"),
    { said: ["CHG-025 not_text"] },
  ],
  ["UTF-16", "a.yaml", Buffer.from(`\ufeff${harmless("a")}`, "utf16le"), { said: ["CHG-025 not_text"] }],
  ["a file of git-crypt", "a.yaml", Buffer.from("\0GITCRYPT\0abc"), { passed: "encrypted" }],
  [
    "a file of SOPS",
    "a.yaml",
    harmless("a", "data: {a: 'ENC[AES256_GCM,data:x]'}\nsops: {mac: x, lastmodified: y}\n"),
    { passed: "encrypted", objects: ["a"] },
  ],
  [
    "a pointer of LFS",
    "a.yaml",
    "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n",
    { said: ["CHG-025 lfs_pointer"] },
  ],
  [
    "a byte order mark and Windows line ends",
    "a.yaml",
    `\ufeff${harmless("a")}`.replaceAll("\n", "\r\n"),
    { objects: ["a"] },
  ],
  [
    "a template",
    "a.yaml",
    harmless("{{ .Values.name }}", "data:\n  {{- if x }}\n  a: [\n"),
    { passed: "template" },
  ],
  ["YAML in a file that is called JSON", "a.json", harmless("a"), { objects: ["a"] }],
  [
    "JSON with escaped keys",
    "a.json",
    json("{}").replace("apiVersion", "\\u0061piVersion").replace("kind", "\\u006bind"),
    { objects: ["a"] },
  ],
  ["half of a surrogate pair", "a.json", json('{"a": "\\ud800"}'), { said: ["VAL-001 json_syntax"] }],
  [
    "a list in lists in lists",
    "a.json",
    `${'{"apiVersion":"v1","kind":"List","items":['.repeat(60)}null${"]}".repeat(60)}`,
    {},
  ],
];

describe("a file beside good ones", () => {
  test.each(cases)("%s", async (_, name, content, { said = [], passed, objects = [] }) => {
    const path = `k8s/${name}`;
    const {
      said: all,
      passedOver,
      addresses,
    } = await bench.ask({ base: {}, head: { ...beside, [path]: content } });
    expect(all.filter((text) => text.endsWith(path))).toEqual(said.map((text) => `${text} ${path}`));
    expect(passedOver).toEqual(passed === undefined ? [] : [`${passed} ${path}`]);
    expect(all).toContain(besideSaid);
    const names = addresses
      .filter((address) => address.includes("ConfigMap"))
      .map((address) => address.split("/").at(-1));
    expect(names).toEqual(objects);
  });
});

test("numbers beyond all limits are judged as what they are", async () => {
  const replicas = (
    count: string,
  ) => `{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "a", "namespace": "shop"},
    "spec": {"replicas": ${count}, "template": {"spec": {"hostNetwork": true, "securityContext": {"runAsUser": ${count}}, "containers": []}}}}`;
  for (const count of ["1e30", "1e400", "-1e400", "9".repeat(400), "-0", "1e-400"]) {
    const files = { "a.json": replicas(count), "b.yaml": replicas(count).replace('"a"', '"b"') };
    const fresh = await bench.ask({ base: {}, head: files });
    expect(fresh.said).toEqual(expect.arrayContaining(["SEC-002 network a.json", "SEC-002 network b.yaml"]));
    const before = { "a.json": replicas("5"), "b.yaml": replicas("5").replace('"a"', '"b"') };
    const changed = await bench.ask({ base: before, head: files });
    expect(changed.addresses).toEqual(["update apps/Deployment/shop/a", "update apps/Deployment/shop/b"]);
    expect((await bench.ask({ base: files, head: before })).said).not.toContain(
      "CHG-025 rules_failed a.json",
    );
  }
});

test("keys that JavaScript knows are keys like any other", async () => {
  const yaml = `apiVersion: v1
kind: Pod
metadata: {name: __proto__, namespace: constructor, labels: {__proto__: x, hasOwnProperty: y}}
__proto__: {polluted: 1}
constructor: {prototype: {polluted: 1}}
spec: {hostNetwork: true, __proto__: {hostPID: true}, containers: [{name: __proto__, __proto__: 1}]}
---
apiVersion: __proto__/v1
kind: constructor
metadata: {name: toString, namespace: valueOf}
`;
  const jsonText =
    '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "json", "namespace": "valueOf"}, "spec": {"hostNetwork": true, "__proto__": {"hostPID": true}}}';
  const { addresses, said } = await bench.ask({
    base: {},
    head: { "a.yaml": yaml, "__proto__/constructor/b.json": jsonText },
  });
  expect(addresses).toEqual(
    expect.arrayContaining([
      "create core/Pod/constructor/__proto__",
      "create core/Pod/valueOf/json",
      "create __proto__/constructor/valueOf/toString",
    ]),
  );
  expect(said.filter((text) => text.startsWith("SEC-002"))).toEqual([
    "SEC-002 network __proto__/constructor/b.json",
    "SEC-002 network a.yaml",
  ]);
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

test("five thousand documents of one file are all read", async () => {
  const { report } = await bench.ask({
    base: {},
    head: { "a.yaml": repeated(5_000, (i) => `${harmless(`n${i}`)}---\n`) },
  });
  expect(report.changes).toHaveLength(5_000);
  expect(report.decision.route).toBe("pass");
});

test.each([
  ["one call is judged in parts, and wholly", 1_500, []],
  [
    "all that rules may see at once is judged by those that look at one thing",
    3_000,
    ["CHG-025 root_too_large a.yaml"],
  ],
])("a root beyond the size of %s", async (_, count, more) => {
  const pods = repeated(count, (i) => `${onHostNetwork(`n${i}`, `x: ${"y".repeat(500)}\n`)}---\n`);
  const { said } = await bench.ask({ base: {}, head: { "a.yaml": pods }, rules: "SEC-002,VAL-004,CHG-025" });
  expect(said.filter((text) => text === "SEC-002 network a.yaml")).toHaveLength(count);
  expect(said.filter((text) => text !== "SEC-002 network a.yaml")).toEqual(more);
});
