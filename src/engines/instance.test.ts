import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../model/json.ts";
import { callJson } from "./call-json.ts";
import { loadEngine } from "./engine-loader.ts";
import { createEngine } from "./instance.ts";
import { distDir, engineWithMemory, policyCapabilities } from "./testing/built-engine.ts";
import { reexportingModule } from "./testing/wasm-module.ts";

const module = await loadEngine("opa", { distDir, cacheDir: null });
const engine = createEngine(module);

/** Everything that OPA can do: what policies may not use, tried here on purpose. */
const everything = okOf(callJson(engine, "capabilities", {}));

function okOf(answer: ReturnType<typeof callJson>): JsonValue {
  if (answer.kind === "ok") return answer.value;
  throw new Error(answer.message);
}

function question(expression: string, capabilities: JsonValue = everything): JsonObject {
  const files = { "a.rego": `package a\nx := ${expression}` };
  return { files, capabilities, entrypoint: "a/x", input: {}, data: {} };
}

function evaluate(expression: string, seed = 1): JsonValue {
  return okOf(callJson(createEngine(module, { seed }), "evaluate", question(expression)));
}

describe("what an engine reaches from inside", () => {
  test("is no network", () => {
    const request = '{"method": "get", "url": "http://127.0.0.1:9/", "raise_error": false, "timeout": "1s"}';
    expect(JSON.stringify(evaluate(`http.send(${request}).error.message`))).toMatch(
      /refused|unreachable|not|lookup/,
    );
    expect(evaluate('net.lookup_ip_addr("localhost")')).toEqual({ defined: false, result: null });
  });

  test("is no environment of the process", () => {
    process.env["SEKISHO_TEST_TOKEN"] = "a token";
    expect(JSON.stringify(evaluate("opa.runtime()"))).not.toMatch(/token|PATH|HOME/i);
  });

  test("is no clock and no true random numbers", () => {
    expect(evaluate("time.now_ns()")).toEqual({ defined: true, result: 1_704_067_200_000_000_000 });
    const random = '[rand.intn("a", 1000000000), uuid.rfc4122("b")]';
    expect(evaluate(random)).toEqual(evaluate(random));
    expect(evaluate(random, 2)).not.toEqual(evaluate(random));
  });
});

describe("a call", () => {
  const files = {
    "a.rego": "package a\nimport data.b\nx contains y if some y in b.ys\nz[k] := v if some k, v in input",
    "b.rego": "# METADATA\n# title: B\n# custom: {z: 1, a: 2, m: [1]}\npackage b\nys := {1, 2, 3}",
  };

  test("gives the same bytes whatever the seed of the instance, and again in the same instance", () => {
    const input = Buffer.from(
      JSON.stringify({ files, capabilities: policyCapabilities, entrypoint: "a/x", strict: true }),
    );
    const instances = [1, 2, 3].map((seed) => createEngine(module, { seed }));
    const outputs = [...instances, ...instances].map((each) =>
      Buffer.from(each.call("compile", input)).toString(),
    );
    expect(outputs[0]).toMatch(/^\{"ok":/);
    expect(new Set(outputs).size).toBe(1);
  });

  test("refuses input that is not what the function takes", () => {
    expect(() => callJson(engine, "compile", { files: 3 })).toThrow(
      expect.objectContaining({ code: "protocol" }),
    );
    expect(() => callJson(engine, "compile", [])).toThrow(expect.objectContaining({ code: "protocol" }));
    const garbage = Buffer.from(engine.call("format", Buffer.from("\u0000 no JSON"))).toString();
    expect(garbage).toContain('"code":"protocol"');
    expect(Buffer.from(engine.call("format", new Uint8Array())).toString()).toContain('"code":"protocol"');
  });

  test("says that there is no such function, and keeps the instance", () => {
    expect(() => callJson(engine, "read_file", {})).toThrow(expect.objectContaining({ code: "missing" }));
    expect(() => callJson(engine, "constructor", {})).toThrow(expect.objectContaining({ code: "missing" }));
  });

  test("says that a module is no engine", () => {
    const bare = new WebAssembly.Module(reexportingModule([]));
    const none = createEngine({ name: "bare", module: bare, memoryPagesMax: 1, digest: "" });
    expect(() => callJson(none, "format", {})).toThrow(expect.objectContaining({ code: "missing" }));
  });

  test("that needs more memory than the maximum is stopped, and the next one works", () => {
    const small = createEngine(engineWithMemory("opa", 1_600));
    const bomb = question("numbers.range(1, 100000000)");
    expect(() => callJson(small, "evaluate", bomb)).toThrow(expect.objectContaining({ code: "memory" }));
    expect(callJson(small, "evaluate", question("1 + 1"))).toMatchObject({ value: { result: 2 } });
  });

  test("that nests too deep for the stack is stopped or refused, and the next one works", () => {
    const own = createEngine(module);
    const deep = question(`${"[".repeat(200_000)}${"]".repeat(200_000)}`);
    const outcome = (): string => {
      try {
        return callJson(own, "evaluate", deep).kind;
      } catch (error) {
        return error instanceof Error && "code" in error ? String(error.code) : "?";
      }
    };
    expect(["refused", "trap", "memory"]).toContain(outcome());
    expect(callJson(own, "evaluate", question("1 + 1"))).toMatchObject({ value: { result: 2 } });
  });
});

describe("a builtin that the host answers", () => {
  const builtins = {
    "quantity.decimal": (value: JsonValue | undefined) =>
      value === "none" ? undefined : `<${JSON.stringify(value)}>`,
    "quantity.compare": () => {
      throw new RangeError("a bug of the host");
    },
  };

  function ask(expression: string): JsonValue {
    return okOf(
      callJson(createEngine(module, { builtins }), "evaluate", question(expression, policyCapabilities)),
    );
  }

  test("gets values and gives values", () => {
    expect(ask('[quantity.decimal(v) | some v in ["é", 1.5, {"a": [null]}, "none"]]')).toEqual({
      defined: true,
      result: ['<"é">', "<1.5>", '<{"a":[null]}>'],
    });
  });

  test("is undefined where the host has no value", () => {
    expect(ask('quantity.decimal("none")')).toEqual({ defined: false, result: null });
  });

  test("ends the call where the host fails, or has no such builtin: undefined would be a wrong answer", () => {
    expect(() => ask("quantity.compare(1, 2)")).toThrow("a bug of the host");
    expect(() => ask("quantity.multiply(1, 2)")).toThrow("quantity.multiply");
  });
});
