import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { play } from "../../tools/kill-rounds/play.ts";
import { type Side, undisturbedSide } from "../../tools/kill-rounds/sides.ts";
import { Undisturbed } from "../../tools/kill-rounds/undisturbed.ts";
import { whyNoPostgres } from "../store/postgres-server.ts";

const folder = mkdtempSync(join(tmpdir(), "sekisho-kill-"));
/** All of them tell the same story, so it is played once without a death. */
let undisturbed: Undisturbed;

beforeAll(async () => {
  undisturbed = await Undisturbed.start(folder);
});
afterAll(async () => {
  await undisturbed.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The short form of `npm run kill-rounds`: what it promises of hundreds of rounds has to hold for each few. */
async function killRounds(store: Parameters<typeof play>[0]["store"], rounds: number, processes = 1) {
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  const seed = 20_260_101;
  await play({ store, rounds, seed, processes, batch: rounds, undisturbed, say });
  return { said: said.join("\n"), last: said.findLast((line) => line.includes(" rounds, ")) };
}

const away = whyNoPostgres();

describe("kill -9 at random moments", () => {
  it("of the App on the embedded store loses and repeats nothing", { timeout: 600_000 }, async () => {
    const { said, last } = await killRounds("embedded", 2);
    expect(last, said).toBe("2 rounds, 0 lost, 0 duplicates, 0 different");
    expect(said).toMatch(/round 2: the App \(pid \d+\) died at \d+ ms/);
  });

  it.skipIf(away !== null)(
    `of the App on PostgreSQL loses and repeats nothing (${away ?? "here"})`,
    { timeout: 600_000 },
    async () => {
      const { said, last } = await killRounds("postgres", 2);
      expect(last, said).toBe("2 rounds, 0 lost, 0 duplicates, 0 different");
    },
  );

  it.skipIf(away !== null)(
    `of PostgreSQL loses and repeats nothing, and the App lives on (${away ?? "here"})`,
    { timeout: 600_000 },
    async () => {
      const { said, last } = await killRounds("postgres-dies", 2);
      expect(last, said).toBe("2 rounds, 0 lost, 0 duplicates, 0 different");
    },
  );

  it.skipIf(away !== null)(
    `of one of two processes leaves its work to the other (${away ?? "here"})`,
    { timeout: 600_000 },
    async () => {
      const { said, last } = await killRounds("postgres", 4, 2);
      expect(last, said).toBe("4 rounds, 0 lost, 0 duplicates, 0 different");
      // How large the share of each is, is a matter of chance; hundreds of rounds tell it.
      const shares = /jobs done by each process: (\d+) \(\d+ %\), (\d+) \(\d+ %\)\n(?!.*jobs done)/s.exec(
        said,
      );
      expect(Math.min(Number(shares?.[1]), Number(shares?.[2])), said).toBeGreaterThan(0);
    },
  );
});

describe("a death between what a command did and its answer", () => {
  it("leaves no comment without its reaction", { timeout: 600_000 }, async () => {
    const side = await undisturbedSide(join(folder, "answers"));
    try {
      const { acts, look } = side.standIn;
      const repository = "acme-1/infra";
      const files = { "docs/run.md": "How to run it, again.\n" };
      const { number } = await acts.openPull({ repository, by: "dev", files });
      await side.rest();
      await acts.comment({ repository, number, by: "dev", body: "/sekisho dance" });
      await diesAtFirstWrite(side, repository, number);
      await side.apps[0]?.start();
      await side.rest();
      const { comments, ours } = await look.pull({ repository, number });
      const asked = comments.find(({ body }) => body === "/sekisho dance");
      expect(asked?.reactions.map(({ content }) => content).toSorted()).toEqual(["confused", "eyes"]);
      expect(ours).toHaveLength(1);
    } finally {
      await side.close();
    }
  });
});

/** The answer is a comment first, and a reaction behind it. */
async function diesAtFirstWrite({ standIn, apps }: Side, repository: string, number: number): Promise<void> {
  while ((await standIn.look.pull({ repository, number })).ours.length === 0)
    await new Promise((resolve) => setImmediate(resolve));
  await apps[0]?.kill();
}
