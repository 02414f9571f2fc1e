import { describe, expect, test } from "vitest";
import { fc } from "../../test/fast-check.ts";
import { withMemoryMaximum } from "./memory-maximum.ts";
import { reexportingModule } from "./testing/wasm-module.ts";

const header = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

function memoryOf(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Memory {
  const { memory } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  if (!(memory instanceof WebAssembly.Memory)) throw new Error("no memory");
  return memory;
}

describe("the memory maximum", () => {
  test("is where growing ends", () => {
    const memory = memoryOf(withMemoryMaximum(reexportingModule([], 2), 5));
    expect(memory.grow(3)).toBe(2);
    expect(() => memory.grow(1)).toThrow();
  });

  test("replaces one that the module had", () => {
    const bytes = withMemoryMaximum(withMemoryMaximum(reexportingModule([], 1), 1_000), 2);
    expect(memoryOf(bytes).grow(1)).toBe(1);
    expect(() => memoryOf(bytes).grow(2)).toThrow();
  });

  test("holds for any size of the numbers, and written twice gives the same bytes", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 300, max: 65_536 }),
        (initial, maximum) => {
          const bytes = withMemoryMaximum(reexportingModule([], initial), maximum);
          expect(WebAssembly.validate(bytes)).toBe(true);
          expect(withMemoryMaximum(bytes, maximum)).toEqual(bytes);
        },
      ),
    );
  });

  test.each([
    ["that starts with more", reexportingModule([], 9), "starts with 9 pages"],
    ["without a memory", Uint8Array.from(header), "no memory"],
    ["with two memories", Uint8Array.from([...header, 5, 5, 2, 0, 1, 0, 1]), "2 memories"],
    ["with a shared memory", Uint8Array.from([...header, 5, 4, 1, 3, 1, 2]), "shared"],
    ["with a 64-bit memory", Uint8Array.from([...header, 5, 3, 1, 4, 1]), "64-bit"],
    ["that is cut off", Uint8Array.from([...header, 5, 0x80]), "cut off"],
    [
      "with an endless number",
      Uint8Array.from([...header, 5, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1]),
      "cut off",
    ],
  ])("refuses a module %s", (_, bytes, message) => {
    expect(() => withMemoryMaximum(bytes, 8)).toThrow(message);
  });
});
