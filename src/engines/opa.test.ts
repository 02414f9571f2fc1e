import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { compareQuantities, multiplyQuantity, quantityDecimal } from "../model/quantity.ts";
import { loadEngine } from "./engine-loader.ts";
import { type Builtins, createEngine } from "./instance.ts";
import { compilePolicies, evaluatePolicies, formatRego, readAnnotations, testPolicies } from "./opa.ts";
import { policyCapabilities as capabilities, distDir } from "./testing/built-engine.ts";

const builtins: Builtins = {
  "quantity.decimal": (a = null) => quantityDecimal(a) ?? undefined,
  "quantity.compare": (a = null, b = null) => compareQuantities(a, b) ?? undefined,
  "quantity.multiply": (a = null, b = null) => multiplyQuantity(a, b) ?? undefined,
};
const engine = createEngine(await loadEngine("opa", { distDir, cacheDir: null }), { builtins });
const { loadPolicySync } = createRequire(import.meta.url)("@open-policy-agent/opa-wasm");

const rule = `# METADATA
# title: A rule
# custom:
#   id: RES-999
#   reads: ["/a"]
package resources.a_rule

findings contains finding if {
	some name, size in input.sizes
	quantity.compare(size, "1Gi") == 1
	finding := {"name": name, "size": quantity.decimal(size), "text": $"{name} is {size}"}
}
`;
const input = { sizes: { api: "1.5Gi", job: "512Mi", odd: "abc", big: "1e400" } };
const source = { files: { "policies/resources/a_rule/a_rule.rego": rule }, capabilities };
const expected = [{ name: "api", size: "1610612736", text: "api is 1.5Gi" }];

function one(text: string): typeof source {
  return { files: { "policies/resources/a_rule/a_rule.rego": text }, capabilities };
}

function problemsOf(text: string): unknown {
  const result = compilePolicies(engine, one(text), { entrypoint: "a/x" });
  return result.kind === "rejected" ? result.problems : result.kind;
}

describe("policies", () => {
  test("give the same findings compiled to WebAssembly and evaluated by OPA itself", () => {
    const compiled = compilePolicies(engine, source, { entrypoint: "resources/a_rule/findings" });
    if (compiled.kind === "rejected") throw new Error(JSON.stringify(compiled.problems));
    const policy = loadPolicySync(compiled.value.wasm.buffer, {}, builtins);
    expect(policy.evaluate(input)).toEqual([{ result: expected }]);
    const evaluated = evaluatePolicies(engine, source, { entrypoint: "resources/a_rule/findings", input });
    expect(evaluated).toEqual({ kind: "ok", value: expected });
  });

  test("bring their METADATA, compiled or only read", () => {
    const compiled = compilePolicies(engine, source, { entrypoint: "resources/a_rule/findings" });
    const annotation = {
      path: "data.resources.a_rule",
      scope: "package",
      file: "policies/resources/a_rule/a_rule.rego",
      row: 1,
      metadata: { scope: "package", title: "A rule", custom: { id: "RES-999", reads: ["/a"] } },
    };
    expect(readAnnotations(engine, source)).toEqual({ kind: "ok", value: [annotation] });
    expect(compiled).toMatchObject({ kind: "ok", value: { annotations: [annotation], warnings: [] } });
  });

  test("see the data of the host", () => {
    const text = 'package a\nx := data.parameters["RES-999"].cap';
    const data = { parameters: { "RES-999": { cap: 3 } } };
    expect(evaluatePolicies(engine, one(text), { entrypoint: "a/x", input: null, data })).toMatchObject({
      value: 3,
    });
  });

  test("are undefined where no rule applies", () => {
    const result = evaluatePolicies(engine, one("package a\nx if false"), { entrypoint: "a/x", input: null });
    expect(result).toEqual({ kind: "ok", value: undefined });
  });

  test.each([
    ["http.send", "http.send({})", "policies see no network"],
    ["time.now_ns", "time.now_ns()", "policies see no clock"],
    ["rand.intn", 'rand.intn("a", 3)', "policies see no random numbers"],
    ["opa.runtime", "opa.runtime()", "policies see no environment"],
    ["sprintf", 'sprintf("%d", [1])', "not the same as OPA's"],
    ["yaml.unmarshal", 'yaml.unmarshal("a: 1")', "not the same as OPA's"],
    ["regex.split", 'regex.split("a", "b")', "not the same as OPA's"],
    ["units.parse_bytes", 'units.parse_bytes("100m")', "Kubernetes reads quantities differently"],
    ["io.jwt.decode", 'io.jwt.decode("a")', "does not exist where policies are compiled"],
    ["rego.metadata.rule", "rego.metadata.rule()", "does not exist where policies are compiled"],
  ])("cannot use %s, and are told why, where and what to use instead", (name, call, why) => {
    expect(problemsOf(`package a\n\nx := ${call}`)).toEqual([
      {
        file: "policies/resources/a_rule/a_rule.rego",
        row: 3,
        column: 6,
        code: "unavailable_builtin",
        message: expect.stringMatching(new RegExp(`^policies cannot use ${name}: .*${why}`)),
        instead: expect.stringMatching(/./),
      },
    ]);
  });

  test.each([
    ["a syntax error", "package a\nx := {", "rego_parse_error", 2],
    ["OPA v0 syntax", "package a\nx { true }", "rego_parse_error", 2],
    ["an unsafe variable", "package a\nx := y", "rego_unsafe_var_error", 2],
    ["a function that nobody has", "package a\nx := foo.bar(1)", "rego_type_error", 2],
    ["an import of Rego v2", "package a\nimport rego.v2\nx := 1", "rego_parse_error", 2],
  ])("with %s are refused with its place", (_, text, code, row) => {
    expect(problemsOf(text)).toEqual(expect.arrayContaining([expect.objectContaining({ code, row })]));
  });

  test("with broken files are refused with the problems of all of them", () => {
    const files = { "b.rego": "package b\nx := [", "a.rego": "package a\ny := (" };
    const result = compilePolicies(engine, { files, capabilities }, { entrypoint: "a/y" });
    expect(result.kind === "rejected" && [...new Set(result.problems.map(({ file }) => file))]).toEqual([
      "a.rego",
      "b.rego",
    ]);
  });

  test.each([
    ["no entrypoint", ""],
    ["an entrypoint that does not exist", "a/none"],
  ])("with %s are refused", (_, entrypoint) => {
    expect(compilePolicies(engine, one("package a\nx := 1"), { entrypoint })).toMatchObject({
      kind: "rejected",
    });
  });

  test("are warned about unused variables where that is asked for", () => {
    const text = "package a\nimport data.b\nx if {\n\ty := 1\n}";
    const strict = compilePolicies(engine, one(text), { entrypoint: "a/x", strict: true });
    expect(strict.kind === "ok" && strict.value.warnings.map(({ row }) => row)).toEqual([2, 4]);
    expect(compilePolicies(engine, one(text), { entrypoint: "a/x" })).toMatchObject({
      value: { warnings: [] },
    });
  });
});

describe("tests of policies", () => {
  const tests = `package a

_limit := 2

f(x) if x > _limit

test_passes if f(3)

test_fails if {
	x := 1
	print("x is", x)
	f(x)
}

test_is_undefined if input.none

test_quantities if quantity.compare("1Gi", "1024Mi") == 0

todo_test_later if false
`;

  test("say which failed, where, with which values, and what they printed", () => {
    const result = testPolicies(engine, one(tests));
    const shown =
      result.kind === "ok" && result.value.map((each) => [each.name, each.row, each.pass || each.skipped]);
    expect(shown).toEqual([
      ["test_passes", 7, true],
      ["test_fails", 9, false],
      ["test_is_undefined", 15, false],
      ["test_quantities", 17, true],
      ["todo_test_later", 19, true],
    ]);
    expect(result.kind === "ok" && result.value[1]).toMatchObject({
      package: "data.a",
      output: "x is 1",
      failure: "policies/resources/a_rule/a_rule.rego:12: f(x) with x = 1",
    });
  });

  test("run one by one where a filter says so", () => {
    const result = testPolicies(engine, one(tests), { filter: "^data\\.a\\.test_passes$" });
    expect(result.kind === "ok" && result.value.map(({ name }) => name)).toEqual(["test_passes"]);
  });

  test("say which rule conflicts", () => {
    const result = testPolicies(engine, one("package a\nx := v if some v in [1, 2]\ntest_x if x == 1"));
    expect(result.kind === "ok" && result.value[0]?.failure).toContain("eval_conflict_error");
  });

  test("cannot use what policies cannot use", () => {
    expect(testPolicies(engine, one("package a\ntest_x if time.now_ns() > 0"))).toMatchObject({
      kind: "rejected",
    });
  });
});

describe("formatting", () => {
  test("is OPA's", () => {
    const result = formatRego(engine, "a.rego", "package a\nx   contains 1   if  {true}");
    expect(result).toEqual({ kind: "ok", value: "package a\n\nx contains 1\n" });
  });

  test("refuses what does not parse, with its place", () => {
    expect(formatRego(engine, "a.rego", "package a\nx := {")).toMatchObject({
      kind: "rejected",
      problems: expect.arrayContaining([expect.objectContaining({ file: "a.rego", row: 2 })]),
    });
  });
});
