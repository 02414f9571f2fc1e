import type { JsonValue } from "../model/json.ts";
import { createDenyAllHost, type DenyAllHost, ExitError } from "./deny-all-host.ts";
import { type Engine, EngineError } from "./engine.ts";

/** Functions that the host answers for the engine; `undefined` means that there is no value for these arguments. */
export type Builtins = Readonly<Record<string, (...values: JsonValue[]) => JsonValue | undefined>>;

export interface EngineOptions {
  readonly builtins?: Builtins;
  /** Where random numbers begin. The result of a call must not depend on it; tests vary it. */
  readonly seed?: number;
}

/** A compiled engine, and how many pages of memory it may have (its module says the same). */
export interface EngineModule {
  readonly name: string;
  readonly module: WebAssembly.Module;
  readonly memoryPagesMax: number;
  /** SHA-256 of the module's bytes: part of the key of everything that is cached about its results. */
  readonly digest: string;
}

const defaultSeed = 1;

/**
 * An engine in this thread. It is instantiated at the first call, and anew after a call that trapped, ran out of memory
 * or panicked, because nothing is known about the state that such a call leaves behind.
 */
export function createEngine(engineModule: EngineModule, options: EngineOptions = {}): Engine {
  let instance: Instance | null = null;
  return {
    call: (name, input) => {
      instance ??= instantiate(engineModule, options);
      try {
        return callExport(instance, name, input);
      } catch (error) {
        const failure = engineErrorOf(error, instance, engineModule.name);
        if (failure.code !== "missing") instance = null;
        throw failure;
      }
    },
  };
}

interface Instance {
  readonly host: DenyAllHost;
  readonly memory: WebAssembly.Memory;
  readonly exports: WebAssembly.Exports;
}

function instantiate(engineModule: EngineModule, options: EngineOptions): Instance {
  const host = createDenyAllHost(engineModule.module, {
    seed: options.seed ?? defaultSeed,
    answerBuiltin: (request) => answerBuiltin(options.builtins ?? {}, request),
    memoryPagesMax: engineModule.memoryPagesMax,
  });
  const { exports } = new WebAssembly.Instance(engineModule.module, host.imports);
  const memory = exports["memory"];
  if (!(memory instanceof WebAssembly.Memory))
    throw new EngineError("missing", "the engine exports no memory");
  const instance = { host, memory, exports };
  host.attach(memory, (size) => numberFrom(exportOf(instance, "alloc")(size)));
  try {
    exportOf(instance, "_initialize")();
  } catch (error) {
    throw engineErrorOf(error, instance, engineModule.name);
  }
  return instance;
}

function callExport(instance: Instance, name: string, input: Uint8Array): Uint8Array {
  const run = exportOf(instance, name);
  const free = exportOf(instance, "free");
  instance.host.reset();
  const ptr = numberFrom(exportOf(instance, "alloc")(input.length));
  new Uint8Array(instance.memory.buffer, ptr, input.length).set(input);
  const packed = run(ptr, input.length);
  if (typeof packed !== "bigint") throw new EngineError("protocol", `${name} returned no result`);
  const where = BigInt.asUintN(64, packed);
  const [at, size] = [Number(where >> 32n), Number(where & 0xffff_ffffn)];
  if (at + size > instance.memory.buffer.byteLength) {
    throw new EngineError("protocol", `the result of ${name} lies outside of the memory`);
  }
  const result = new Uint8Array(instance.memory.buffer, at, size).slice();
  free(at);
  free(ptr);
  if (startsWith(result, panicPrefix)) throw new EngineError("trap", Buffer.from(result).toString("utf8"));
  return result;
}

const panicPrefix = Buffer.from('{"error":{"code":"panic"');

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

function exportOf(instance: Instance, name: string): (...values: number[]) => unknown {
  const found = Object.hasOwn(instance.exports, name) ? instance.exports[name] : undefined;
  if (typeof found !== "function") throw new EngineError("missing", `the engine exports no ${name}`);
  return (...values) => found(...values);
}

function numberFrom(value: unknown): number {
  if (typeof value !== "number") throw new EngineError("protocol", "alloc returned no address");
  return value >>> 0;
}

/** Go writes why it ends to stderr: "fatal error: out of memory", or a stack. */
function engineErrorOf(error: unknown, instance: Instance, engine: string): EngineError {
  if (error instanceof EngineError) return error;
  const output = instance.host.output();
  const reason = output.split("\n", 1)[0] ?? "";
  if (output.includes("out of memory") || output.includes("cannot allocate memory")) {
    return new EngineError("memory", `the ${engine} engine needed more memory than it may have`, {
      cause: error,
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  const expected =
    error instanceof ExitError || error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
  return new EngineError(
    expected ? "trap" : "protocol",
    `the ${engine} engine stopped: ${reason || message}`,
    {
      cause: error,
    },
  );
}

function answerBuiltin(builtins: Builtins, request: Uint8Array): Uint8Array {
  const { name, arguments: values } = JSON.parse(Buffer.from(request).toString("utf8")) as {
    readonly name: string;
    readonly arguments: JsonValue[];
  };
  const run = Object.hasOwn(builtins, name) ? builtins[name] : undefined;
  if (run === undefined) throw new EngineError("missing", `nothing answers the builtin ${name}`);
  const value = run(...values);
  return Buffer.from(JSON.stringify(value === undefined ? {} : { value }));
}
