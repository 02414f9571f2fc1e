import { expect, test } from "vitest";
import { defaultConfiguration } from "../../config/index.ts";
import type { Root } from "../../model/root.ts";
import type { Tree, TreeEntry } from "../../model/tree.ts";
import { KeptReadings } from "./kept-readings.ts";
import type { RootReading } from "./root-reading.ts";

const path = "orders/deployment.yaml";
const root: Root = {
  kind: "manifests",
  key: "manifests:orders",
  path: "orders",
  variant: null,
  files: [path],
};
const configuration = defaultConfiguration();
const reading: RootReading = { resources: [], diagnostics: [], notEvaluated: [], declaredMoves: [] };

test("finds the same bytes again, whichever tree they stand in", () => {
  const kept = new KeptReadings();
  expect(kept.known(treeOf({}), root, configuration)).toBeUndefined();
  kept.keep(treeOf({}), root, configuration, reading);
  expect(kept.known(treeOf({}), { ...root }, { ...configuration })).toBe(reading);
});

test.each<[string, Partial<TreeEntry>]>([
  ["other bytes", { blob: "b".repeat(40) }],
  ["a link", { mode: "symlink" }],
])("takes %s for something else", (_what, entry) => {
  const kept = new KeptReadings();
  kept.keep(treeOf({}), root, configuration, reading);
  expect(kept.known(treeOf(entry), root, configuration)).toBeUndefined();
});

test("takes another definition of a root, and other settings of readers, for something else", () => {
  const kept = new KeptReadings();
  kept.keep(treeOf({}), root, configuration, reading);
  const destination = { cluster: "live", namespace: "orders", project: null };
  expect(kept.known(treeOf({}), { ...root, destination }, configuration)).toBeUndefined();
  const later = { ...configuration, kubernetesVersion: "1.1" };
  expect(kept.known(treeOf({}), root, later)).toBeUndefined();
});

test("holds nothing after it was emptied", () => {
  const kept = new KeptReadings();
  kept.keep(treeOf({}), root, configuration, reading);
  kept.clear();
  expect(kept.known(treeOf({}), root, configuration)).toBeUndefined();
});

function treeOf(entry: Partial<TreeEntry>): Tree {
  const whole: TreeEntry = { path, mode: "file", blob: "a".repeat(40), sizeBytes: 1, ...entry };
  return { label: "base", commit: null, entries: new Map([[path, whole]]), read: async () => new Map() };
}
