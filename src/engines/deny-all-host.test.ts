import { describe, expect, test } from "vitest";
import { createDenyAllHost, type DenyAllHost, ExitError, outputBytesMax } from "./deny-all-host.ts";
import { type ImportedFunction, reexportingModule } from "./testing/wasm-module.ts";

const wasi = "wasi_snapshot_preview1";
const badFileDescriptor = 8;
const invalid = 28;
const notSupported = 52;

function imported(name: string, ...parameters: readonly ("i32" | "i64")[]): ImportedFunction {
  return { module: wasi, name, parameters, result: "i32" };
}

const hostile: readonly ImportedFunction[] = [
  imported("path_open", "i32", "i32", "i32", "i32", "i32", "i64", "i64", "i32", "i32"),
  imported("path_unlink_file", "i32", "i32", "i32"),
  imported("path_readlink", "i32", "i32", "i32", "i32", "i32", "i32"),
  imported("fd_readdir", "i32", "i32", "i32", "i64", "i32"),
  imported("sock_accept", "i32", "i32", "i32"),
  imported("sock_recv", "i32", "i32", "i32", "i32", "i32", "i32"),
  imported("sock_send", "i32", "i32", "i32", "i32", "i32"),
  imported("no_such_function_yet", "i32"),
];
const files: readonly ImportedFunction[] = [
  imported("fd_read", "i32", "i32", "i32", "i32"),
  imported("fd_close", "i32"),
  imported("fd_fdstat_get", "i32", "i32"),
  imported("fd_prestat_get", "i32", "i32"),
  imported("fd_prestat_dir_name", "i32", "i32", "i32"),
];
const given: readonly ImportedFunction[] = [
  imported("args_sizes_get", "i32", "i32"),
  imported("args_get", "i32", "i32"),
  imported("environ_sizes_get", "i32", "i32"),
  imported("environ_get", "i32", "i32"),
  imported("clock_time_get", "i32", "i64", "i32"),
  imported("random_get", "i32", "i32"),
  imported("poll_oneoff", "i32", "i32", "i32", "i32"),
  imported("sched_yield"),
  imported("fd_write", "i32", "i32", "i32", "i32"),
  { module: wasi, name: "proc_exit", parameters: ["i32"], result: null },
  { module: "env", name: "open_anything", parameters: ["i32"], result: "i32" },
];

interface Inside {
  readonly host: DenyAllHost;
  readonly view: DataView;
  /** Calls a host function as the module would. */
  call(name: string, ...values: (number | bigint)[]): unknown;
}

function inside(seed = 7): Inside {
  const module = new WebAssembly.Module(reexportingModule([...hostile, ...files, ...given]));
  const host = createDenyAllHost(module, {
    seed,
    memoryPagesMax: 1_024,
    answerBuiltin: (request) => request,
  });
  const { exports } = new WebAssembly.Instance(module, host.imports);
  const memory = exports["memory"];
  if (!(memory instanceof WebAssembly.Memory)) throw new Error("no memory");
  host.attach(memory, () => 0);
  return {
    host,
    view: new DataView(memory.buffer),
    call: (name, ...values) => {
      const found = exports[name];
      return typeof found === "function" ? found(...values) : undefined;
    },
  };
}

function bytes({ view }: Inside, from: number, size: number): Buffer {
  return Buffer.from(view.buffer, from, size);
}

function time(module: Inside, clock: number): bigint {
  module.call("clock_time_get", clock, 0n, 64);
  return module.view.getBigUint64(64, true);
}

/** Writes one subscription: a timer, or (tag 1) a wait for a file. */
function subscribe(
  { view }: Inside,
  at: number,
  tag: number,
  clock: number,
  timeout: bigint,
  flags: number,
): void {
  view.setBigUint64(at, 99n, true);
  view.setUint8(at + 8, tag);
  view.setUint32(at + 16, clock, true);
  view.setBigUint64(at + 24, timeout, true);
  view.setUint16(at + 40, flags, true);
}

describe("the deny-all host", () => {
  test.each(hostile.map(({ name, parameters }) => [name, parameters] as const))(
    "has no %s",
    (name, parameters) => {
      expect(inside().call(name, ...parameters.map((type) => (type === "i64" ? 0n : 0)))).toBe(notSupported);
    },
  );

  test("answers functions of other modules with an error too", () => {
    expect(inside().call("open_anything", 0)).toBe(notSupported);
  });

  test.each(files.map(({ name, parameters }) => [name, parameters.length] as const))(
    "%s knows no file, not even stdin",
    (name, count) => {
      for (const fd of [0, 1, 2, 3, 4, 1_000]) {
        const values = [fd, ...new Array<number>(count - 1).fill(0)];
        expect(inside().call(name, ...values)).toBe(badFileDescriptor);
      }
    },
  );

  test("names a program and the limits of the garbage collector, and nothing of the process", () => {
    const module = inside();
    module.call("args_sizes_get", 0, 4);
    expect([module.view.getUint32(0, true), module.view.getUint32(4, true)]).toEqual([1, 7]);
    module.call("args_get", 0, 16);
    expect(bytes(module, 16, 7).toString()).toBe("engine\0");
    module.call("environ_sizes_get", 0, 4);
    const size = module.view.getUint32(4, true);
    module.call("environ_get", 0, 16);
    expect(module.view.getUint32(4, true)).toBeGreaterThan(16);
    expect(bytes(module, 16, size).toString()).toBe("GOMEMLIMIT=60397977\0GOGC=400\0");
  });

  test("has clocks that stand still until the module sleeps, and then jump", () => {
    const module = inside();
    const before = [time(module, 0), time(module, 1)];
    expect([time(module, 0), time(module, 1)]).toEqual(before);
    expect(new Date(Number(time(module, 0) / 1_000_000n)).toISOString()).toBe("2024-01-01T00:00:00.000Z");
    subscribe(module, 256, 0, 1, 5_000n, 0);
    subscribe(module, 304, 0, 1, 3_000n, 0);
    expect(module.call("poll_oneoff", 256, 512, 2, 600)).toBe(0);
    expect(module.view.getUint32(600, true)).toBe(1);
    expect(module.view.getBigUint64(512, true)).toBe(99n);
    expect([time(module, 0), time(module, 1)]).toEqual(before.map((each) => each + 3_000n));
  });

  test.each([0, 1])(
    "sleeps until an absolute time on clock %d, and not at all where that has passed",
    (clock) => {
      const module = inside();
      const start = time(module, clock);
      subscribe(module, 256, 0, clock, start + 1_000n, 1);
      module.call("poll_oneoff", 256, 512, 1, 600);
      expect(time(module, clock)).toBe(start + 1_000n);
      subscribe(module, 256, 0, clock, start, 1);
      module.call("poll_oneoff", 256, 512, 1, 600);
      expect(time(module, clock)).toBe(start + 1_000n);
    },
  );

  test("does not wait for files, nor for more timers than an engine has", () => {
    const module = inside();
    subscribe(module, 256, 1, 0, 0n, 0);
    expect(module.call("poll_oneoff", 256, 512, 1, 600)).toBe(notSupported);
    expect(module.call("poll_oneoff", 256, 512, 0, 600)).toBe(invalid);
    expect(module.call("poll_oneoff", 256, 512, 2_000_000, 600)).toBe(invalid);
  });

  test("gives the same random bytes for the same seed, and again after a reset", () => {
    const draw = (module: Inside): string => {
      module.call("random_get", 1_024, 32);
      return bytes(module, 1_024, 32).toString("hex");
    };
    const module = inside();
    const first = draw(module);
    expect(draw(module)).not.toBe(first);
    module.host.reset();
    expect(draw(module)).toBe(first);
    expect(draw(inside())).toBe(first);
    expect(draw(inside(8))).not.toBe(first);
    expect(module.call("random_get", 0, 1_000_000)).toBe(invalid);
  });

  test("starts the wall clock anew at a reset, and never turns the monotonic one back", () => {
    const module = inside();
    const [wall, monotonic] = [time(module, 0), time(module, 1)];
    subscribe(module, 256, 0, 1, 1_000n, 0);
    module.call("poll_oneoff", 256, 512, 1, 600);
    module.host.reset();
    expect([time(module, 0), time(module, 1)]).toEqual([wall, monotonic + 1_000n]);
  });

  test("keeps what is written to stdout and stderr, up to a limit, and refuses other files", () => {
    const module = inside();
    bytes(module, 4_096, 5).write("hello");
    module.view.setUint32(0, 4_096, true);
    module.view.setUint32(4, 5, true);
    expect(module.call("fd_write", 2, 0, 1, 8)).toBe(0);
    expect(module.view.getUint32(8, true)).toBe(5);
    expect(module.call("fd_write", 3, 0, 1, 8)).toBe(badFileDescriptor);
    expect(module.host.output()).toBe("hello");
    for (let times = 0; times < outputBytesMax; times += 1) module.call("fd_write", 1, 0, 1, 8);
    expect(module.host.output()).toHaveLength(outputBytesMax);
    module.host.reset();
    expect(module.host.output()).toBe("");
  });

  test("throws where a module points out of its memory", () => {
    expect(() => inside().call("clock_time_get", 0, 0n, -1)).toThrow(RangeError);
    expect(() => inside().call("random_get", 65_530, 32)).toThrow(RangeError);
  });

  test("ends the call where the engine exits", () => {
    expect(() => inside().call("proc_exit", 2)).toThrow(ExitError);
    expect(inside().call("sched_yield")).toBe(0);
  });
});
