import { describe, expect, it } from "vitest";
import { fc } from "../../../../test/fast-check.ts";
import { packed, unpacked } from "./pack.ts";

const entries = fc
  .uniqueArray(fc.tuple(fc.stringMatching(/^[0-9a-f]{8}$/), fc.uint8Array({ maxLength: 50 })), {
    selector: ([key]) => key,
    maxLength: 20,
  })
  .map((pairs) => new Map(pairs));

function contents(read: ReadonlyMap<string, Uint8Array>) {
  return [...read].map(([key, bytes]) => [key, [...bytes]]);
}

describe("what is kept of a repository, as one file", () => {
  it("is read as it was written, in its order", () => {
    fc.assert(
      fc.property(entries, (some) => {
        expect(contents(unpacked(packed(some, "1.0"), "1.0"))).toEqual(contents(some));
      }),
    );
  });

  it("is nothing where one of its bytes is another", () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.integer({ min: 1, max: 255 }), (some, at, by) => {
        const file = Uint8Array.from(packed(some, "1.0"));
        const place = at % file.length;
        file[place] = ((file[place] ?? 0) + by) % 256;
        expect(unpacked(file, "1.0").size).toBe(0);
      }),
    );
  });

  it("is nothing where it is cut off, empty, or what another version of the program wrote", () => {
    const file = packed(new Map([["a", Buffer.from("text")]]), "1.0");
    expect(unpacked(file.subarray(0, file.length - 1), "1.0").size).toBe(0);
    expect(unpacked(new Uint8Array(), "1.0").size).toBe(0);
    expect(unpacked(file, "1.1").size).toBe(0);
  });
});
