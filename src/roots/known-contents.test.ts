import { expect, test } from "vitest";
import { sortOut } from "./candidates.ts";
import { KnownContents, lookedUpBytesMax } from "./known-contents.ts";
import { memoryTree } from "./testing/memory-tree.ts";

const tree = memoryTree({ "a.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n" });
const candidates = [...tree.entries.values()];
const [{ blob = "" } = {}] = candidates;

test("what is written is read back, and nothing of another form", async () => {
  const known = new KnownContents();
  await sortOut(tree, candidates, known);
  known.keep(blob, { defines: false });
  const next = new KnownContents();
  next.readBack(`${known.written([blob, "ff"])} ${blob}Q-1 x`);
  expect(next.of(blob)).toEqual({ held: { as: "objects", bytes: 45 }, defines: false });
  expect(next.written(["ff"])).toBe("");
});

test("more than an answer holds is looked into as a whole, whatever is known of it", async () => {
  const known = new KnownContents();
  known.keep(blob, { held: { as: "nothing", bytes: lookedUpBytesMax } });
  expect((await sortOut(tree, candidates, known)).manifests).toEqual([]);
  known.keep(blob, { held: { as: "nothing", bytes: lookedUpBytesMax + 1 } });
  expect((await sortOut(tree, candidates, known)).manifests).toEqual(candidates);
  expect(known.written([blob])).toBe("");
});

test("where there are too many, all are forgotten", () => {
  const known = new KnownContents(2);
  for (const each of ["a", "b", "c"]) known.keep(each, { defines: true });
  expect(["a", "b", "c"].map((each) => known.of(each).defines)).toEqual([undefined, undefined, true]);
});
