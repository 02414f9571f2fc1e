import { execFileSync } from "node:child_process";
import { afterEach, describe, expect, test } from "vitest";
import { type Estate, newEstate } from "./estate.ts";

const estates: Estate[] = [];
afterEach(async () => {
  for (const estate of estates.splice(0)) await estate.close();
});

/** `main` with merged side branches: the first parents are what stood on it. */
async function branchy(): Promise<Estate & { readonly mains: string[] }> {
  const estate = await newEstate();
  estates.push(estate);
  const { made } = estate;
  made.write("a", "0");
  const mains = [made.commit("0")];
  for (let round = 1; round <= 5; round += 1) {
    made.git("checkout", "--quiet", "-b", `side-${round}`);
    made.write(`side-${round}`, "");
    made.commit();
    made.git("checkout", "--quiet", "main");
    made.git("merge", "--quiet", "--no-ff", "--no-edit", `side-${round}`);
    mains.unshift(made.git("rev-parse", "HEAD"));
  }
  estate.publish();
  return { ...estate, mains };
}

describe("the first-parent history", () => {
  test("goes from the tip to where the caller stopped", async () => {
    const { mains, source, mirrors } = await branchy();
    const opened = await mirrors();
    const shas = async (after: string | null, commitsMax = 100) => {
      const { tip, commits, end } = await opened.firstParent(source, { branch: "main", after, commitsMax });
      expect(tip).toBe(mains[0]);
      return [end, ...commits.map(({ sha }) => sha)];
    };
    expect(await shas(mains[2] ?? "")).toEqual(["after", ...mains.slice(0, 2)]);
    expect(await shas(mains[0] ?? "")).toEqual(["after"]);
    expect(await shas(null)).toEqual(["root", ...mains]);
    expect(await shas(null, 2)).toEqual(["commits-max", ...mains.slice(0, 2)]);
    expect(await shas(mains[4] ?? "", 2)).toEqual(["commits-max", ...mains.slice(0, 2)]);
    expect(await shas(mains[2] ?? "", 2)).toEqual(["after", ...mains.slice(0, 2)]);
  });

  test("tells parents and dates, and fetches no tree", async () => {
    const { made, mains, source, mirrors, server } = await branchy();
    const { commits } = await (await mirrors()).firstParent(source, {
      branch: "main",
      after: null,
      commitsMax: 1,
    });
    expect(commits).toEqual([
      {
        sha: mains[0],
        parents: [mains[1], made.git("rev-parse", "side-5")],
        committedAtSeconds: Date.parse("2025-01-01T00:00:00Z") / 1000,
      },
    ]);
    expect(server.requests.reduce((bytes, { responseBytes }) => bytes + responseBytes, 0)).toBeLessThan(
      5_000,
    );
  });

  test("says that it was rewritten, by force or by a merge that swaps the parents", async () => {
    const { made, mains, source, mirrors, publish } = await branchy();
    const opened = await mirrors();
    const after = mains[0] ?? "";
    const end = async () =>
      (await opened.firstParent(source, { branch: "main", after, commitsMax: 100 })).end;
    expect(await end()).toBe("after");
    made.git("checkout", "--quiet", "-b", "foxtrot", mains[1] ?? "");
    made.write("b", "1");
    made.commit();
    made.git("merge", "--quiet", "--no-ff", "--no-edit", "main");
    made.git("branch", "--force", "main", "foxtrot");
    publish();
    expect(await end()).toBe("rewritten");
    made.git("branch", "--force", "main", mains[3] ?? "");
    publish();
    expect(await end()).toBe("rewritten");
  });

  test("is not cut off by commits that claim to be old", async () => {
    const { made, mains, source, mirrors, publish } = await branchy();
    made.git("commit", "--quiet", "--allow-empty", "--date=1999-01-01T00:00:00Z", "-m", "old");
    made.git("rebase", "--quiet", "--committer-date-is-author-date", "--force-rebase", "HEAD~1");
    expect(made.git("log", "-1", "--format=%cI")).toMatch(/^1999/);
    publish();
    const { commits } = await (await mirrors()).firstParent(source, {
      branch: "main",
      after: null,
      commitsMax: 100,
    });
    expect(commits).toHaveLength(mains.length + 1);
  });

  test("of a branch that is not there is an error that says so", async () => {
    const { source, mirrors } = await branchy();
    const opened = await mirrors();
    for (const branch of ["none", "", "-x", "a b", "main:refs/heads/x", "x..y", "refs*", "a\nb", "a.lock"]) {
      const asked = opened.firstParent(source, { branch, after: null, commitsMax: 1 });
      await expect(asked).rejects.toMatchObject({ code: "gone" });
    }
  });

  test("of thousands of commits comes without their trees, and later only what is new", async () => {
    const estate = await newEstate();
    estates.push(estate);
    const { made, source, bare, server } = estate;
    const count = 3_000;
    const commit = (index: number) =>
      `commit refs/heads/main\ncommitter D <d@example.com> ${1e9 + index} +0000\ndata 0\n` +
      `M 100644 inline ${index % 50}/${index}.yaml\ndata 2\n1\n\n`;
    const stream = Array.from({ length: count }, (_, index) => commit(index)).join("");
    execFileSync("git", ["-C", bare, "fast-import", "--quiet"], { input: stream });
    const opened = await estate.mirrors();
    const all = await opened.firstParent(source, { branch: "main", after: null, commitsMax: 50_000 });
    expect([all.commits.length, all.end, all.commits[0]?.committedAtSeconds]).toEqual([
      count,
      "root",
      1e9 + count - 1,
    ]);
    const received = () => server.requests.reduce((bytes, { responseBytes }) => bytes + responseBytes, 0);
    const first = received();
    expect(first).toBeLessThan(count * 250);
    made.git("fetch", "--quiet", bare, "main");
    made.git("checkout", "--quiet", "-B", "main", "FETCH_HEAD");
    made.commit("new");
    estate.publish();
    const more = await opened.firstParent(source, { branch: "main", after: all.tip, commitsMax: 50_000 });
    expect([more.commits.length, more.end]).toEqual([1, "after"]);
    expect(received() - first).toBeLessThan(5_000);
  });

  test("follows branches whose names are in each other's way", async () => {
    const { made, source, mirrors, publish } = await branchy();
    const opened = await mirrors();
    made.git("branch", "release");
    publish();
    await opened.firstParent(source, { branch: "release", after: null, commitsMax: 1 });
    made.git("branch", "--delete", "--force", "release");
    made.git("branch", "release/1");
    made.git("push", "--quiet", "--delete", bareOf(estates[0]), "release");
    publish();
    const { end } = await opened.firstParent(source, { branch: "release/1", after: null, commitsMax: 1 });
    expect(end).toBe("commits-max");
  });
});

function bareOf(estate: Estate | undefined): string {
  return estate?.bare ?? "";
}
