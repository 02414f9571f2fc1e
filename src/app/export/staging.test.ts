import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { sha256Hex } from "../../model/digest.ts";
import { stagingIn } from "./staging.ts";

const folder = mkdtempSync(join(tmpdir(), "sekisho-staging-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("writes what it was given, byte by byte, however rows and what waits for them meet", () => {
  const staging = stagingIn(folder);
  const file = staging.open("deep/rows.csv", "rows");
  const lengths = [0, 1, 80_000, 87_381, 87_382, 5, 262_144, 400_000, 3];
  const rows = lengths.flatMap((length) => ["x", "語", "🙂"].map((each) => `${each.repeat(length)}\r\n`));
  file.text("\uFEFFheading\r\n");
  for (const row of rows) file.row(row);
  file.close();
  const whole = Buffer.from(`\uFEFFheading\r\n${rows.join("")}`, "utf8");
  expect(readFileSync(join(folder, "deep/rows.csv")).equals(whole)).toBe(true);
  expect(staging.files()).toEqual([
    { path: "deep/rows.csv", sha256: sha256Hex(whole), bytes: whole.length, rows: rows.length },
  ]);
});

it("writes no file twice, and tells of none that is not whole", () => {
  const staging = stagingIn(folder);
  staging.open("begun");
  expect(() => staging.write("begun", "")).toThrow(/begun is written twice/);
  expect(() => staging.files()).toThrow(/begun is not written to its end/);
});
