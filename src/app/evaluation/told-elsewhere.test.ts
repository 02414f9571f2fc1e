import { expect, test } from "vitest";
import { digestOf } from "../../model/digest.ts";
import type { Tree } from "../../model/tree.ts";
import { ToldElsewhere } from "./told-elsewhere.ts";

test("gives what a first look gives, and reads only what differs", async () => {
  const told = new ToldElsewhere();
  const first = treeOf({ "a.yaml": namespace("orders"), "b.yaml": namespace("billing") });
  const second = treeOf({ "b.yaml": namespace("invoices"), "a.yaml": namespace("orders") });
  expect(await namesIn(told, first)).toEqual(["a.yaml orders", "b.yaml billing"]);
  expect(await namesIn(told, second)).toEqual(["b.yaml invoices", "a.yaml orders"]);
  expect(second.asked).toEqual(["b.yaml"]);
  expect(await namesIn(new ToldElsewhere(), second)).toEqual(["b.yaml invoices", "a.yaml orders"]);
});

test("tells the place anew of a file that has moved", async () => {
  const told = new ToldElsewhere();
  await namesIn(told, treeOf({ "a.yaml": namespace("orders") }));
  expect(await namesIn(told, treeOf({ "b.yaml": namespace("orders") }))).toEqual(["b.yaml orders"]);
});

test("forgets what the last tree did not hold", async () => {
  const told = new ToldElsewhere();
  await namesIn(told, treeOf({ "a.yaml": namespace("orders") }));
  await namesIn(told, treeOf({}));
  const again = treeOf({ "a.yaml": namespace("orders") });
  await namesIn(told, again);
  expect(again.asked).toEqual(["a.yaml"]);
});

test("keeps nothing of more objects than there is room for", async () => {
  const told = new ToldElsewhere(1);
  const tree = treeOf({ "a.yaml": namespace("orders"), "b.yaml": namespace("billing") });
  await namesIn(told, tree);
  await namesIn(told, tree);
  expect(tree.asked).toEqual(["a.yaml", "b.yaml", "a.yaml", "b.yaml"]);
});

test("leaves out other kinds, and what cannot be read", async () => {
  const deployment =
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api, labels: {kind: Namespace}}\n";
  const tree = treeOf({ "a.yaml": deployment, "b.yaml": "kind: Namespace\n  - :" });
  expect(await namesIn(new ToldElsewhere(), tree)).toEqual([]);
});

async function namesIn(told: ToldElsewhere, tree: Tree): Promise<readonly string[]> {
  const objects = await told.objectsOf(tree, [...tree.entries.keys()]);
  return objects.map(({ location, object }) => `${location.path} ${Object(object["metadata"]).name}`);
}

function namespace(name: string): string {
  return `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n`;
}

/** `asked` says which paths were read. */
function treeOf(files: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const entries = new Map(
    Object.entries(files).map(([path, text]) => [
      path,
      { path, mode: "file" as const, blob: digestOf([text]), sizeBytes: text.length },
    ]),
  );
  const read = (paths: readonly string[]) => {
    asked.push(...paths);
    return Promise.resolve(new Map(paths.map((path) => [path, Buffer.from(files[path] ?? "")])));
  };
  const tree: Tree = { label: "base", commit: null, entries, read };
  return { ...tree, asked };
}
