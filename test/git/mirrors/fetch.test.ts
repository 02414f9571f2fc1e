import { afterEach, describe, expect, test } from "vitest";
import { gitTree, openRepository } from "../../../src/git/index.ts";
import type { Tree } from "../../../src/model/tree.ts";
import { type Estate, newEstate, simplePull, textOf } from "./estate.ts";

const estates: Estate[] = [];
afterEach(async () => {
  for (const estate of estates.splice(0)) await estate.close();
});

async function estateOf(...options: Parameters<typeof newEstate>): Promise<Estate> {
  const estate = await newEstate(...options);
  estates.push(estate);
  return estate;
}

describe("a snapshot", () => {
  test("has the trees that a clone has, with links and contents", async () => {
    const estate = await estateOf();
    const want = simplePull(estate);
    const snapshot = await (await estate.mirrors()).fetch(estate.source, want);
    const clone = await openRepository(estate.made.path);
    const plain = (tree: Tree | null) => [...(tree?.entries.values() ?? [])];
    for (const [name, commit] of [
      ["base", want.commits.mergeBase],
      ["head", want.commits.head],
      ["tip", want.commits.tip],
    ] as const) {
      const expected = await gitTree(clone, commit);
      expect(plain(snapshot[name])).toEqual(plain(expected));
      expect(snapshot[name]?.commit).toBe(commit);
      const paths = [...expected.entries.keys()];
      expect(await snapshot[name]?.read(paths)).toEqual(await expected.read(paths));
    }
    clone.close();
    snapshot.close();
  });

  test("has no tip of its own where the base branch did not go on", async () => {
    const estate = await estateOf();
    const { commits } = simplePull(estate);
    const snapshot = await (await estate.mirrors()).fetch(estate.source, {
      commits: { ...commits, tip: commits.mergeBase },
      pullNumber: 1,
      labels: { base: "main", head: "pull" },
    });
    expect(snapshot.tip).toBeNull();
    expect([snapshot.base.label, snapshot.head.label]).toEqual(["main", "pull"]);
    snapshot.close();
  });

  test("fetches what is asked for in one turn at once, and nothing twice", async () => {
    const estate = await estateOf();
    const snapshot = await (await estate.mirrors()).fetch(estate.source, simplePull(estate));
    // The commits, and the text of the link.
    expect(snapshot.fetches()).toBe(2);
    const [base, head] = await Promise.all([
      snapshot.base.read(["a.yaml", "deep/er/b.yaml"]),
      snapshot.head.read(["a.yaml", "c.yaml", "not/there", "link.yaml"]),
    ]);
    expect([textOf(base, "a.yaml"), textOf(head, "a.yaml"), head.size]).toEqual(["a: 1\n", "a: 2\n", 2]);
    expect(snapshot.fetches()).toBe(3);
    await Promise.all([snapshot.base.read(["a.yaml"]), snapshot.head.read(["c.yaml", "deep/er/b.yaml"])]);
    expect(snapshot.fetches()).toBe(3);
    snapshot.close();
  });

  test("fetches together with the links what the caller expects to read", async () => {
    const estate = await estateOf();
    const snapshot = await (await estate.mirrors()).fetch(estate.source, {
      ...simplePull(estate),
      expected: ({ base, head, tip }) => [base, head, tip].flatMap((tree) => [...tree.values()]),
    });
    const read = await snapshot.tip?.read(["deep/er/b.yaml"]);
    expect(textOf(read ?? new Map(), "deep/er/b.yaml")).toBe("b: 2\n");
    expect(snapshot.fetches()).toBe(2);
    snapshot.close();
  });

  test("of the same commits is taken without the server", async () => {
    const estate = await estateOf();
    const want = simplePull(estate);
    const mirrors = await estate.mirrors();
    const first = await mirrors.fetch(estate.source, want);
    await first.head.read(["a.yaml"]);
    first.close();
    const asked = estate.server.requests.length;
    const second = await mirrors.fetch(estate.source, want);
    expect(textOf(await second.head.read(["a.yaml"]), "a.yaml")).toBe("a: 2\n");
    expect([second.fetches(), estate.server.requests.length]).toEqual([0, asked]);
    second.close();
  });
});
