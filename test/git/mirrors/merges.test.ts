import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Mirrors } from "../../../src/git/index.ts";
import { fc } from "../../fast-check.ts";
import { type Estate, newEstate } from "./estate.ts";

let estate: Estate;
let mirrors: Mirrors;
beforeAll(async () => {
  estate = await newEstate();
  mirrors = await estate.mirrors();
});
afterAll(() => estate.close());

type Files = Readonly<Record<string, string | null>>;

interface Merged {
  readonly base: string;
  readonly merge: string;
  readonly parents: readonly [string, string];
  /** Git merged without a person. */
  readonly clean: boolean;
}

const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`);
const text = (changed: Readonly<Record<number, string>>) =>
  `${lines.map((line, index) => changed[index] ?? line).join("\n")}\n`;

function put(files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    if (content === null) fs.rmSync(path.join(estate.made.path, name), { force: true });
    else estate.made.write(name, content);
  }
}

/** Both sides grow from a base of their own; then a person may still put something in. */
function merged(base: Files, ours: Files, theirs: Files, byHand: Files | null = null): Merged {
  const { git } = estate.made;
  git("checkout", "--quiet", "--orphan", `pull-${counter++}`);
  git("rm", "-r", "--quiet", "--force", "--ignore-unmatch", ".");
  put(base);
  const start = estate.made.commit("base");
  put(ours);
  const first = estate.made.commit("ours");
  git("checkout", "--quiet", "--detach", start);
  put(theirs);
  const second = estate.made.commit("theirs");
  git("checkout", "--quiet", "--detach", first);
  const clean = mergesByItself(second);
  if (byHand !== null) put(byHand);
  git("add", "--all");
  const tree = git("write-tree");
  const merge = git("commit-tree", tree, "-p", first, "-p", second, "-m", "merge");
  git("reset", "--quiet", "--hard", merge);
  git("branch", `merge-${counter++}`, merge);
  estate.publish();
  return { base: start, merge, parents: [first, second], clean };
}

let counter = 0;

function mergesByItself(other: string): boolean {
  try {
    estate.made.git("merge", "--no-commit", "--no-ff", "--quiet", other);
    return true;
  } catch {
    return false;
  }
}

function verdict({ merge, parents, base }: Merged, known: string | null = base) {
  return mirrors.automaticMerge(estate.source, { sha: merge, parents }, known);
}

describe("a merge", () => {
  test("of changes to different files is git's own", async () => {
    const made = merged({ a: "1", b: "1", d: "1" }, { a: "2", d: null }, { b: "2", c: "1" });
    expect(await verdict(made)).toBe("equal");
  });

  test("of changes to different lines of a file is git's own", async () => {
    const made = merged({ a: text({}) }, { a: text({ 2: "ours" }) }, { a: text({ 20: "theirs" }) });
    expect(made.clean).toBe(true);
    expect(await verdict(made)).toBe("equal");
  });

  test("into which somebody slipped a line differs, however small it is", async () => {
    const byHand = { a: text({ 2: "ours", 10: "mine", 20: "theirs" }) };
    const made = merged({ a: text({}) }, { a: text({ 2: "ours" }) }, { a: text({ 20: "theirs" }) }, byHand);
    expect(await verdict(made)).toBe("differs");
  });

  test.each<[string, Files]>([
    ["a file that no side has", { z: "1" }],
    ["a change taken back", { a: "1" }],
    ["a file left out", { c: null }],
  ])("with %s differs", async (_, byHand) => {
    const made = merged({ a: "1", b: "1" }, { a: "2" }, { b: "2", c: "1" }, byHand);
    expect(await verdict(made)).toBe("differs");
  });

  test("whose conflict somebody resolved differs, also in favour of one side", async () => {
    for (const by of ["ours", "theirs", "both"]) {
      const made = merged({ a: "1\n" }, { a: "ours\n" }, { a: "theirs\n" }, { a: `${by}\n` });
      expect(made.clean).toBe(false);
      expect(await verdict(made)).toBe("differs");
    }
  });

  test("finds the merge base by itself where it is not told", async () => {
    expect(await verdict(merged({ a: "1", b: "1" }, { a: "2" }, { b: "2" }), null)).toBe("equal");
    expect(await verdict(merged({ a: "1", b: "1" }, { a: "2" }, { b: "2" }, { c: "1" }), null)).toBe(
      "differs",
    );
  });

  test("that follows a rename counts as written by somebody, to be safe", async () => {
    const made = merged({ a: text({}) }, { a: null, b: text({}) }, { a: text({ 20: "theirs" }) });
    expect(made.clean).toBe(true);
    expect(await verdict(made)).toBe("differs");
  });

  test("that is none, or has other parents than told, or too many files is not known", async () => {
    const made = merged({ a: text({}) }, { a: text({ 2: "ours" }) }, { a: text({ 20: "theirs" }) });
    const { base, merge, parents } = made;
    expect(await verdict({ ...made, parents: [parents[1], parents[0]] })).toBe("unknown");
    const one = { sha: merge, parents: parents.slice(0, 1) };
    expect(await mirrors.automaticMerge(estate.source, one, base)).toBe("unknown");
    const strict = await estate.mirrors({ limits: { mergedFilesMax: 0 } });
    expect(await strict.automaticMerge(estate.source, { sha: merge, parents }, base)).toBe("unknown");
  });

  const names = ["a", "b", "c", "dir/d", "dir/e"];
  const change = fc.dictionary(
    fc.constantFrom(...names),
    fc.oneof(
      fc.constant(null),
      fc
        .dictionary(fc.constantFrom("1", "9", "17", "25"), fc.constantFrom("x", "y"))
        .map((edits) => text(edits)),
    ),
    { maxKeys: 3 },
  );

  test("is git's own where git made it alone, and differs where git stopped for a person", async () => {
    const base = Object.fromEntries(names.slice(0, 4).map((name) => [name, text({}) + name.repeat(500)]));
    const full = (edits: Files): Files =>
      Object.fromEntries(
        Object.entries(edits).map(([name, content]) => [
          name,
          content === null ? null : content + name.repeat(500),
        ]),
      );
    await fc.assert(
      fc.asyncProperty(change, change, async (ours, theirs) => {
        const made = merged(base, full(ours), full(theirs));
        expect(await verdict(made)).toBe(made.clean ? "equal" : "differs");
      }),
      { numRuns: 12 },
    );
  });

  test("that git made and somebody then touched always differs", async () => {
    const base = Object.fromEntries(names.slice(0, 4).map((name) => [name, text({})]));
    await fc.assert(
      fc.asyncProperty(change, change, fc.constantFrom(...names), async (ours, theirs, name) => {
        const made = merged(base, ours, theirs, { [name]: "by hand\n" });
        expect(await verdict(made)).toBe("differs");
      }),
      { numRuns: 8 },
    );
  });
});
