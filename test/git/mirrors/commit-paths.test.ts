import fs from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import type { ListedCommit } from "../../../src/git/index.ts";
import { type Estate, newEstate } from "./estate.ts";

const estates: Estate[] = [];
afterEach(async () => {
  for (const estate of estates.splice(0)) await estate.close();
});

async function newEstateHere(): Promise<Estate> {
  const estate = await newEstate();
  estates.push(estate);
  return estate;
}

/** As GitHub tells the commits of a pull request. */
function listed({ made }: Estate, range: string): readonly ListedCommit[] {
  return made
    .git("rev-list", "--reverse", "--parents", range)
    .split("\n")
    .map((line) => line.split(" "))
    .map(([sha = "", ...parents]) => ({ sha, parents }));
}

function named(found: ReadonlyMap<string, ReadonlySet<string>>, commits: readonly ListedCommit[]) {
  return commits.map(({ sha }) => (found.has(sha) ? [...(found.get(sha) ?? [])].sort() : null));
}

describe("the paths of commits", () => {
  test("are those that each changes: added, edited, removed, and both names of a moved file", async () => {
    const estate = await newEstateHere();
    const { made } = estate;
    for (const name of ["a", "b", "deep/c"]) made.write(name, `${name}\n`.repeat(9));
    made.commit();
    made.git("checkout", "--quiet", "-b", "pull");
    made.write("a", "edited");
    made.write("new", "");
    made.commit();
    made.git("mv", "deep/c", "moved");
    made.commit();
    made.git("rm", "--quiet", "b");
    made.commit();
    made.commit("empty");
    estate.publish("pull");
    const commits = listed(estate, "main..pull");
    const found = await (await estate.mirrors()).commitPaths(estate.source, commits);
    expect(named(found, commits)).toEqual([["a", "new"], ["deep/c", "moved"], ["b"], []]);
    // One fetch for all of it.
    expect(estate.server.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  test("cost no fetch where the commits came along with the trees", async () => {
    const estate = await newEstateHere();
    const { made, server } = estate;
    const mergeBase = made.commit();
    made.git("checkout", "--quiet", "-b", "pull");
    for (const name of ["a", "b"]) {
      made.write(name, "");
      made.commit();
    }
    estate.publish("pull");
    const commits = listed(estate, "main..pull");
    const mirrors = await estate.mirrors();
    const snapshot = await mirrors.fetch(estate.source, {
      commits: { tip: mergeBase, mergeBase, head: made.git("rev-parse", "pull") },
      pullNumber: 1,
      alongside: commits.flatMap(({ sha, parents }) => [sha, ...parents]),
    });
    snapshot.close();
    const asked = server.requests.length;
    expect(named(await mirrors.commitPaths(estate.source, commits), commits)).toEqual([["a"], ["b"]]);
    expect(server.requests).toHaveLength(asked);
  });

  test("of a merge are those against its first parent, and of a first commit all", async () => {
    const estate = await newEstateHere();
    const { made } = estate;
    made.write("a", "1");
    made.commit();
    made.git("checkout", "--quiet", "-b", "pull");
    made.write("b", "1");
    made.commit();
    made.git("checkout", "--quiet", "main");
    made.write("c", "1");
    made.commit();
    made.git("checkout", "--quiet", "pull");
    made.git("merge", "--quiet", "--no-edit", "main");
    estate.publish("pull");
    const commits = listed(estate, "pull");
    const found = await (await estate.mirrors()).commitPaths(estate.source, commits);
    expect(named(found, commits).map(String).toSorted()).toEqual(["a", "b", "c", "c"]);
    // What the commits say counts, also where the caller was told something else.
    const mistold = commits.map(({ sha }) => ({ sha, parents: [] }));
    expect(await (await estate.mirrors()).commitPaths(estate.source, mistold)).toEqual(found);
  });

  test("keep strange names, and leave out a commit whose names are not text", async () => {
    const estate = await newEstateHere();
    const { made } = estate;
    made.commit();
    made.git("checkout", "--quiet", "-b", "pull");
    const strange = [":100644 100644 M", "new\nline", "tab\t", "設定/本番.yaml"];
    for (const name of strange) made.write(name, "");
    made.commit();
    fs.writeFileSync(Buffer.concat([Buffer.from(`${made.path}/a`), Buffer.from([0xff])]), "");
    made.commit();
    estate.publish("pull");
    const commits = listed(estate, "main..pull");
    const found = await (await estate.mirrors()).commitPaths(estate.source, commits);
    expect(named(found, commits)).toEqual([strange.toSorted(), null]);
  });

  test("beyond the limits are not told", async () => {
    const estate = await newEstateHere();
    const { made } = estate;
    made.commit();
    made.git("checkout", "--quiet", "-b", "pull");
    for (let round = 0; round < 3; round += 1) {
      for (let file = 0; file < 4; file += 1) made.write(`${round}/${file}`, "");
      made.commit();
    }
    estate.publish("pull");
    const commits = listed(estate, "main..pull");
    const told = async (limits: Readonly<Record<string, number>>) => {
      const found = await (await estate.mirrors({ limits })).commitPaths(estate.source, commits);
      return commits.map(({ sha }) => found.get(sha)?.size ?? null);
    };
    expect(await told({ commitPathsMax: 7 })).toEqual([4, null, null]);
    expect(await told({ commitPathsMax: 8 })).toEqual([4, 4, null]);
    expect(await told({ pullCommitsMax: 1 })).toEqual([4, null, null]);
  });

  test("of commits that are gone are an error that says so", async () => {
    const estate = await newEstateHere();
    estate.made.commit();
    estate.publish();
    const mirrors = await estate.mirrors();
    const gone = mirrors.commitPaths(estate.source, [{ sha: "1".repeat(40), parents: [] }]);
    await expect(gone).rejects.toMatchObject({ code: "gone" });
    expect(await mirrors.commitPaths(estate.source, [])).toEqual(new Map());
  });
});
