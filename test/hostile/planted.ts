import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, type Files, openBench } from "./bench.ts";

/**
 * Values that are secrets, each of a form of its own so that a leak can be traced. `old` stands in the base and `new`
 * in the head: what changed is shown most readily.
 */
const planted = new Set<string>();

export type Age = "old" | "new";

/** A secret that no detector knows by its form: only its place tells. */
export function secret(age: Age, place: string): string {
  return plant(`Zq7${place.replaceAll("-", "")}${age}x9K2vB7mQ`);
}

/** Forty hexadecimal digits, as a commit has them. */
export function commitLike(age: Age, digit: string): string {
  return plant(`${age === "old" ? "0a1b" : "f9e8"}${digit}c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4`.slice(0, 40));
}

/** A value that a detector knows wherever it stands. */
export function token(age: Age, letter: string): string {
  return plant(`ghp_${(age === "old" ? "R4" : "T8") + letter}kQ2wE7uY1iO5pA3sD9fG6hJ0lZxCvBnMq`);
}

export function plant(value: string): string {
  planted.add(value);
  return value;
}

export function base64(value: string): string {
  return plant(Buffer.from(value).toString("base64"));
}

/** What of everything planted stands in a text. */
export function plantedIn(text: string): readonly string[] {
  return [...planted].filter((value) => text.includes(value));
}

/** Added, changed, removed and scanned, in both languages: no format shows what was planted. */
export function plantedCases(
  cases: readonly (readonly [string, (age: Age) => Files, readonly string[]])[],
): void {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench.close());

  describe.each(cases)("in %s", (_, files, expected) => {
    test.each<[string, Files | null, Files]>([
      ["added", {}, files("new")],
      ["changed", files("old"), files("new")],
      ["removed", files("old"), {}],
      ["scanned", null, files("new")],
    ])("%s", async (action, base, head) => {
      for (const locale of ["en", "ja"] as const) {
        const { outputs, report, recorded } = await bench.ask({ base, head, locale });
        for (const [format, text] of Object.entries(outputs))
          expect({ format, shown: plantedIn(text) }).toEqual({ format, shown: [] });
        const whole = JSON.stringify(report);
        expect(plantedIn(whole)).toEqual([]);
        expect(plantedIn(recorded)).toEqual([]);
        expect(recorded === "").toBe(action === "scanned");
        const missing = action === "removed" ? [] : expected.filter((text) => !whole.includes(text));
        expect(missing).toEqual([]);
      }
    });
  });
}
