import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fc } from "../../../test/fast-check.ts";
import { gitTree } from "../git-tree.ts";
import { openRepository, type Repository } from "../repository.ts";
import { type TemporaryRepository, temporaryRepository } from "../temporary-repository.ts";
import { PastTrees } from "./past-trees.ts";

let made: TemporaryRepository;
let repository: Repository;
/** Commit and tree of each state. */
const states: { readonly sha: string; readonly tree: string }[] = [];

/** Mode and path of what stands in each state; the content is its number. */
const listings: readonly (readonly string[])[] = [
  [],
  ["100644 a", "100644 b/c", "100644 b/d"],
  ["100755 a", "100644 b/c"],
  // A folder becomes a file, and names that sort differently with and without a slash.
  ["100644 b", "100644 b.txt", "100644 b-c", "100644 ba/x"],
  ["100644 b/x/y/z", "100644 b.txt", "120000 link"],
  ["160000 module", "120000 link", "100644 b.txt"],
  ["100644 \u{1F600}", "100644 \uFF5E", "100644 z"],
  ["100644 back\\slash", "100644 z"],
  ["100644 a", "100644 z"],
];

beforeAll(async () => {
  made = temporaryRepository();
  const first = made.commit("first");
  for (const [number, listing] of listings.entries()) {
    made.git("read-tree", "--empty");
    for (const line of listing) {
      const [mode = "", ...rest] = line.split(" ");
      made.write("content", `${mode === "120000" ? "target" : "content"} ${number}`);
      const id = mode === "160000" ? first : made.git("hash-object", "-w", "content");
      made.git("update-index", "--add", "--cacheinfo", `${mode},${id},${rest.join(" ")}`);
    }
    const tree = made.git("write-tree");
    states.push({ sha: made.git("commit-tree", tree, "-m", String(number)), tree });
  }
  repository = await openRepository(made.path);
});
afterAll(() => {
  repository.close();
  made.remove();
});

describe("the trees of a history", () => {
  test("are what a listing gives, in its order, whatever they are asked for before", async () => {
    const order = fc.array(fc.integer({ min: 0, max: listings.length - 1 }), { minLength: 2, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(order, async (walk) => {
        const trees = new PastTrees(repository);
        for (const index of walk) {
          const state = states[index];
          if (state === undefined) continue;
          const [found, listed] = [await trees.treeOf(state), await gitTree(repository, state.sha)];
          expect([...found.entries]).toEqual([...listed.entries]);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("give the bytes of their files", async () => {
    const trees = new PastTrees(repository);
    const [, state] = states;
    if (state === undefined) throw new Error("missing");
    const contents = await (await trees.treeOf(state)).read(["a", "b/c", "nowhere"]);
    expect([...contents].map(([path, bytes]) => `${path} ${Buffer.from(bytes)}`)).toEqual([
      "a content 1",
      "b/c content 1",
    ]);
  });

  test("a tree that is not there is an error that says so", async () => {
    const trees = new PastTrees(repository);
    const [, state] = states;
    if (state === undefined) throw new Error("missing");
    await trees.treeOf(state);
    await expect(trees.treeOf({ sha: state.sha, tree: "1".repeat(40) })).rejects.toMatchObject({
      code: "missing-object",
    });
  });
});
