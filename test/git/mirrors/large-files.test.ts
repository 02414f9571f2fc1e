import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { gitTree, openRepository } from "../../../src/git/index.ts";
import { fileBytesMax } from "../../../src/model/tree.ts";
import { type Estate, newEstate } from "./estate.ts";

const estates: Estate[] = [];
afterEach(async () => {
  for (const estate of estates.splice(0)) await estate.close();
});

const small = { fileBytesMax: 50_000 };
/** More than any of these fetches may be, in git's packets too, and less than any file that is too large. */
const stallAfterBytes = 1_000_000;

/** Nothing comes to its end that is too large: so it is looked at on its way, whatever the machine does meanwhile. */
async function stallingEstate(): Promise<Estate> {
  const estate = await newEstate({ fault: () => ({ kind: "stall", afterBytes: stallAfterBytes }) });
  estates.push(estate);
  return estate;
}

describe("files that are too large to be read", () => {
  test("are found among others, and not fetched to their end", async () => {
    const estate = await stallingEstate();
    const { made, source } = estate;
    for (let file = 0; file < 3; file += 1) made.write(`${file}.yaml`, `file: ${file}\n`);
    made.write("large.yaml", randomBytes(2_000_000));
    made.write("larger.yaml", randomBytes(2_500_000));
    const head = made.commit();
    estate.publish();
    const snapshot = await (await estate.mirrors({ limits: small })).fetch(source, {
      commits: { tip: head, mergeBase: head, head },
      pullNumber: 1,
    });
    const paths = [...snapshot.head.entries.keys()];
    const read = await snapshot.head.read(paths);
    expect([...read.keys()]).toEqual(paths.filter((name) => !name.startsWith("large")));
    const fetches = snapshot.fetches();
    expect((await snapshot.head.read(paths)).size).toBe(3);
    expect(snapshot.fetches()).toBe(fetches);
    expect(estate.logged.join("\n")).toContain(
      'files were too large to be fetched {"repositoryId":7,"files":2}',
    );
    const received = estate.server.requests.map(({ responseBytes }) => responseBytes);
    expect(Math.max(...received)).toBe(stallAfterBytes);
    snapshot.close();
    const left = fs
      .readdirSync(estate.folder, { recursive: true })
      .filter((name) => String(name).includes("tmp_"));
    expect(left).toEqual([]);
  });

  test("are looked for only so often: then what is left counts as too large", async () => {
    const estate = await stallingEstate();
    const { made, source } = estate;
    for (let file = 0; file < 4; file += 1) made.write(`${file}.yaml`, randomBytes(1_500_000));
    const head = made.commit();
    estate.publish();
    const mirrors = await estate.mirrors({ limits: { ...small, splitFetchesMax: 1 } });
    const snapshot = await mirrors.fetch(source, {
      commits: { tip: head, mergeBase: head, head },
      pullNumber: 1,
    });
    expect((await snapshot.head.read([...snapshot.head.entries.keys()])).size).toBe(0);
    expect(snapshot.fetches()).toBe(3);
    snapshot.close();
  });

  test("that come small over the wire are left out as in any tree", async () => {
    const estate = await newEstate();
    estates.push(estate);
    const { made, source } = estate;
    made.write("bomb.yaml", Buffer.alloc(fileBytesMax + 1, 0x20));
    made.write("a.yaml", "a: 1\n");
    const head = made.commit();
    estate.publish();
    const commits = { tip: head, mergeBase: head, head };
    const snapshot = await (await estate.mirrors()).fetch(source, { commits, pullNumber: 1 });
    const clone = await openRepository(made.path);
    const paths = ["a.yaml", "bomb.yaml"];
    expect(await snapshot.head.read(paths)).toEqual(await (await gitTree(clone, head)).read(paths));
    clone.close();
    snapshot.close();
  });

  test("in a listing that is too large are an error that does not come right by itself", async () => {
    // Whatever the machine does meanwhile, the fetch is looked at before it is over. What comes is more than one of git's
    // packets, 65,520 bytes at most: of a packet that is not whole, git writes nothing.
    const estate = await newEstate({ fault: () => ({ kind: "stall", afterBytes: 100_000 }) });
    estates.push(estate);
    const { made, source } = estate;
    for (let file = 0; file < 3_000; file += 1)
      made.write(`${randomBytes(40).toString("hex")}.yaml`, `${file}`);
    const head = made.commit();
    estate.publish();
    const mirrors = await estate.mirrors({ limits: { treesBytesMax: 20_000 } });
    const commits = { tip: head, mergeBase: head, head };
    const failed = mirrors.fetch(source, { commits, pullNumber: 1 });
    await expect(failed).rejects.toMatchObject({ code: "too-large" });
  });
});
