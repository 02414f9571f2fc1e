import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { installation } from "../../src/app/installation.ts";

const read = (path: string) => readFileSync(join(installation.top, path), "utf8");
const page = "docs/guides/attacks.md";
const wholeApp = "test/app/attacks.test.ts";

interface Row {
  readonly attack: string;
  readonly tests: readonly { readonly file: string; readonly name: string }[];
  readonly files: readonly string[];
}

/** Of each table, the attack and what carries it out: names in quotation marks, behind the file that they are in. */
const rows = read(page)
  .split("\n")
  .filter((line) => /^\| (?!attack )/.test(line))
  .map((line): Row => {
    const [attack = "", , carriedOutBy = ""] = line.slice("| ".length).split(" | ");
    const tests: { file: string; name: string }[] = [];
    const files: string[] = [];
    for (const [, path, name] of carriedOutBy.matchAll(/`([^`]+\.test\.ts)`|“([^”]+)”/g)) {
      if (path !== undefined) files.push(path);
      if (name !== undefined) tests.push({ file: files.at(-1) ?? wholeApp, name });
    }
    return { attack, tests, files };
  });

describe("the page about attacks", () => {
  test.each(rows.map((row) => [row.attack, row] as const))("names tests that there are: %s", (_, row) => {
    expect(row.tests.length + row.files.length).toBeGreaterThan(0);
    expect(row.tests.filter(({ file, name }) => !read(file).includes(`"${name}"`))).toEqual([]);
  });

  test("names every test that carries an attack out on the whole App", () => {
    const there = [...read(wholeApp).matchAll(/^test\("([^"]+)"/gm)].map(([, name]) => name);
    const named = rows.flatMap(({ tests }) => tests.filter(({ file }) => file === wholeApp));
    expect(new Set(named.map(({ name }) => name))).toEqual(new Set(there));
  });
});
