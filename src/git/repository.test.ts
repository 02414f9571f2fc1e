import fs from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { mergeBase, openRepository, type Repository, resolveRef } from "./repository.ts";
import { type TemporaryRepository, temporaryFolder, temporaryRepository } from "./temporary-repository.ts";

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

function newRepository(...options: string[]): TemporaryRepository {
  const made = temporaryRepository(...options);
  cleanups.push(made.remove);
  return made;
}

async function opened(folder: string): Promise<Repository> {
  const repository = await openRepository(folder);
  cleanups.push(repository.close);
  return repository;
}

describe("opening", () => {
  test("a bare clone, a worktree and a folder inside all lead to the same commit", async () => {
    const made = newRepository();
    made.write("deep/er/a.yaml", "a: 1\n");
    const commit = made.commit();
    const bare = `${made.path}-bare`;
    const worktree = `${made.path}-worktree`;
    cleanups.push(() =>
      [bare, worktree].map((folder) => fs.rmSync(folder, { recursive: true, force: true })),
    );
    made.git("clone", "--quiet", "--bare", made.path, bare);
    made.git("worktree", "add", "--quiet", "-b", "side", worktree);
    for (const folder of [made.path, bare, worktree, path.join(made.path, "deep/er")]) {
      expect(await resolveRef(await opened(folder), "HEAD")).toBe(commit);
    }
  });

  test("a repository without any commit opens", async () => {
    await expect(opened(newRepository().path)).resolves.toBeDefined();
  });

  test("a folder that is no repository is told so, with the way out", async () => {
    const folder = temporaryFolder();
    cleanups.push(() => fs.rmSync(folder, { recursive: true }));
    await expect(openRepository(folder)).rejects.toMatchObject({
      code: "not-a-repository",
      message: expect.stringContaining("--repo"),
    });
  });

  test.each(["/does/not/exist", "-c", "--upload-pack=touch /tmp/x"])(
    "%s, which is not there, is told so",
    async (folder) => {
      await expect(openRepository(folder)).rejects.toMatchObject({ code: "not-a-repository" });
    },
  );

  test("a broken configuration is told so", async () => {
    const made = newRepository();
    made.write(".git/config", "[core\n");
    await expect(openRepository(made.path)).rejects.toMatchObject({ code: "broken-repository" });
  });

  test("a machine without git is told so", async () => {
    const made = newRepository();
    await expect(openRepository(made.path, { searchPath: "/nowhere" })).rejects.toMatchObject({
      code: "git-missing",
    });
  });

  test("a repository that was closed answers no more", async () => {
    const repository = await opened(newRepository().path);
    repository.close();
    await expect(resolveRef(repository, "HEAD")).rejects.toMatchObject({ code: "failed" });
  });
});

describe("names of commits", () => {
  test("branches, tags, ids and expressions lead to their commit", async () => {
    const made = newRepository();
    made.commit("one");
    made.git("tag", "--annotate", "--message", "v1", "v1");
    const second = made.commit("two");
    const repository = await opened(made.path);
    const first = made.git("rev-parse", "v1^{commit}");
    expect(await resolveRef(repository, "v1")).toBe(first);
    expect(await resolveRef(repository, "main~1")).toBe(first);
    expect(await resolveRef(repository, second.slice(0, 12))).toBe(second);
  });

  test("an unknown name lists what is written alike", async () => {
    const made = newRepository();
    made.commit();
    made.git("branch", "feature/limits");
    const repository = await opened(made.path);
    await expect(resolveRef(repository, "limits")).rejects.toMatchObject({
      code: "unknown-ref",
      message: expect.stringContaining("feature/limits"),
    });
    await expect(resolveRef(repository, "mian")).rejects.toThrow(/Did you mean main\?/);
  });

  test.each([
    "",
    "main\nHEAD",
    "main\0",
    "-",
    "--all",
    "main:a.yaml",
    "HEAD^{tree}",
    "x".repeat(5000),
    "a b missing",
  ])("%j is no commit, and a clear error", async (ref) => {
    const made = newRepository();
    made.write("a.yaml", "a: 1\n");
    made.commit();
    await expect(resolveRef(await opened(made.path), ref)).rejects.toMatchObject({ code: "unknown-ref" });
  });
});

describe("merge base", () => {
  test("is where the branch left, not the tip", async () => {
    const made = newRepository();
    const parted = made.commit("parted");
    made.git("checkout", "--quiet", "-b", "side");
    const side = made.commit("side");
    made.git("checkout", "--quiet", "main");
    const tip = made.commit("tip");
    expect(await mergeBase(await opened(made.path), tip, side)).toEqual({ commit: parted, candidates: 1 });
  });

  test("of a criss-cross history is one of several, and says how many", async () => {
    const made = newRepository();
    made.commit("root");
    made.git("checkout", "--quiet", "-b", "side");
    const side = made.commit("side");
    made.git("checkout", "--quiet", "main");
    const tip = made.commit("tip");
    made.git("merge", "--quiet", "--no-ff", "--message", "m1", side);
    made.git("checkout", "--quiet", "side");
    made.git("merge", "--quiet", "--no-ff", "--message", "m2", tip);
    const found = await mergeBase(
      await opened(made.path),
      made.git("rev-parse", "main"),
      made.git("rev-parse", "side"),
    );
    expect(found.candidates).toBe(2);
  });

  test("of unrelated histories is a clear error", async () => {
    const made = newRepository();
    const one = made.commit();
    made.git("checkout", "--quiet", "--orphan", "other");
    const other = made.commit("other");
    await expect(mergeBase(await opened(made.path), one, other)).rejects.toMatchObject({
      code: "no-merge-base",
    });
  });

  test("that a shallow clone does not hold names the way to fetch it", async () => {
    const made = newRepository();
    made.commit("one");
    made.git("branch", "side");
    const tip = made.commit("two");
    made.git("checkout", "--quiet", "side");
    made.commit("three");
    const shallow = `${made.path}-shallow`;
    cleanups.push(() => fs.rmSync(shallow, { recursive: true, force: true }));
    made.git("clone", "--quiet", "--depth=1", "--no-single-branch", `file://${made.path}`, shallow);
    const repository = await opened(shallow);
    const side = await resolveRef(repository, "origin/side");
    await expect(mergeBase(repository, tip, side)).rejects.toThrow(/shallow: fetch/);
  });
});

test("nothing that the repository configures is executed", async () => {
  const made = newRepository();
  made.write(".gitattributes", "* filter=evil diff=evil\n");
  made.write("a.yaml", "a: 1\n");
  const commit = made.commit();
  const mark = path.join(made.path, "executed");
  for (const key of [
    "filter.evil.smudge",
    "diff.evil.textconv",
    "core.fsmonitor",
    "core.sshCommand",
    "core.pager",
  ]) {
    made.git("config", key, `touch ${mark}; cat`);
  }
  made.git("config", "alias.ls-tree", `!touch ${mark}`);
  made.git("config", "core.hooksPath", made.path);
  const repository = await opened(made.path);
  await resolveRef(repository, "main");
  await mergeBase(repository, commit, commit);
  await repository.run(["ls-tree", "-r", "-z", commit]);
  expect(fs.existsSync(mark)).toBe(false);
});
