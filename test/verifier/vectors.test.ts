import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { installation } from "../../src/app/installation.ts";
import { differences, type Vector } from "./vectors.ts";

const text = readFileSync(join(installation.top, "fixtures/merkle/vectors.ndjson"), "utf8");
const vectors = text
  .trimEnd()
  .split("\n")
  .map((line): Vector => JSON.parse(line));

test("the ledger and the verifier judge every proof as the reference library does", () => {
  expect(vectors.length).toBeGreaterThan(1_400);
  expect(vectors.filter(({ good }) => good).length).toBeGreaterThan(100);
  expect(differences(vectors)).toEqual([]);
});

test("a judgement that differs is told", () => {
  const turned = vectors.map((each) => ({ ...each, good: !each.good }));
  expect(differences(turned).length).toBeGreaterThan(1_300);
});
