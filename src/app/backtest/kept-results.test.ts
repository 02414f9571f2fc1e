import fs from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { temporaryFolder } from "../../git/temporary-repository.ts";
import { forgetOld, keptResults } from "./kept-results.ts";

const folder = temporaryFolder();
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const key = { series: "a".repeat(64), base: "1", head: "2", date: "2026-01-01" };
const result = { kind: "unchanged" } as const;

function onlyFile(): string {
  const names = fs.readdirSync(folder, { recursive: true, encoding: "utf8" });
  return path.join(folder, names.find((name) => name.endsWith(".json")) ?? "");
}

test("what was kept is found again, under the same key alone", () => {
  const results = keptResults(folder);
  results.keep(key, result);
  expect(keptResults(folder).get(key)).toEqual(result);
  for (const other of [{ base: "3" }, { head: "3" }, { date: "2026-01-02" }, { series: "b".repeat(64) }])
    expect(results.get({ ...key, ...other })).toBeNull();
});

test("a file that is cut, or was edited, is no result", () => {
  const results = keptResults(folder);
  results.keep(key, result);
  const text = fs.readFileSync(onlyFile(), "utf8");
  fs.writeFileSync(onlyFile(), text.slice(0, -5));
  expect(results.get(key)).toBeNull();
  fs.writeFileSync(onlyFile(), text.replace("unchanged", "first"));
  expect(results.get(key)).toBeNull();
});

test("a folder that cannot be written costs time and nothing else", () => {
  fs.writeFileSync(`${folder}-file`, "");
  const results = keptResults(`${folder}-file`);
  results.keep(key, result);
  expect(results.get(key)).toBeNull();
  fs.rmSync(`${folder}-file`);
});

test("the series that were used longest ago are forgotten, and never those in use", () => {
  const results = keptResults(folder);
  const names = Array.from({ length: 23 }, (_, index) => index.toString(16).padStart(2, "0").repeat(32));
  for (const [index, series] of names.entries()) {
    results.keep({ ...key, series }, result);
    fs.utimesSync(path.join(folder, series.slice(0, 32)), index + 1, index + 1);
  }
  forgetOld(folder, names.slice(0, 1), new Date(1e12));
  expect(fs.readdirSync(folder)).toHaveLength(20);
  expect(results.get({ ...key, series: names[0] ?? "" })).toEqual(result);
  expect(results.get({ ...key, series: names[1] ?? "" })).toBeNull();
});
