import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMirrors, type MirrorSource, type Mirrors } from "../../src/git/index.ts";
import { type GitServer, startGitServer } from "../../test/git/http-server.ts";
import type { Figure, Outcome, Part } from "./figure.ts";
import { largeRepository, writeLargeRepository } from "./large-repository.ts";

const runs = 5;
const size = `${largeRepository.commits / 1000},000 commits, ${largeRepository.files / 1000},000 files`;

/** What a large repository costs on disk, on the wire and in time. The server is on the same machine. */
export const mirrors: Part = {
  name: "mirrors",
  run: async (): Promise<Outcome> => {
    const top = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
    try {
      mkdirSync(join(top, "served/acme"), { recursive: true });
      await writeLargeRepository(join(top, "served/acme/large.git"));
      const server = await startGitServer({ root: join(top, "served"), allows: null });
      try {
        return { kind: "measured", figures: await measure(top, server) };
      } finally {
        await server.close();
      }
    } finally {
      rmSync(top, { recursive: true, force: true });
    }
  },
};

const steps = [
  ["the first pull request", pullRequest(1)],
  ["the next pull request", pullRequest(2)],
  ["the history of the base branch, first", history],
  ["the history of the base branch, again", history],
] as const;

async function measure(top: string, server: GitServer): Promise<readonly Figure[]> {
  const times = steps.map((): number[] => []);
  const bytes = steps.map((): number[] => []);
  for (let run = 0; run < runs; run += 1) {
    const folder = join(top, `mirrors-${run}`);
    const opened = await createMirrors({
      folder,
      bytesMax: 10e9,
      git: { searchPath: process.env["PATH"] ?? "" },
      now: () => new Date(),
    });
    for (const [index, [, step]] of steps.entries()) {
      const [started, before] = [performance.now(), received(server)];
      await step(
        opened,
        { repositoryId: 1, url: `${server.url}/acme/large.git`, token: async () => "none" },
        top,
      );
      times[index]?.push((performance.now() - started) / 1000);
      bytes[index]?.push((received(server) - before) / 1e6);
    }
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return steps.flatMap(([what], index): Figure[] => [
    { what: `${size}: ${what}`, unit: "s", samples: times[index] ?? [], budget: null },
    { what: `${what}, received`, unit: "MB", samples: bytes[index] ?? [], budget: null },
  ]);
}

function received({ requests }: GitServer): number {
  return requests.reduce((total, { responseBytes }) => total + responseBytes, 0);
}

type Step = (mirrors: Mirrors, source: MirrorSource, top: string) => Promise<void>;

function pullRequest(number: number): Step {
  return async (opened, source, top) => {
    const commitOf = (name: string): string =>
      execFileSync("git", ["-C", join(top, "served/acme/large.git"), "rev-parse", name], {
        encoding: "utf8",
      }).trim();
    const head = commitOf(`refs/pull/${number}/head`);
    const commits = { tip: commitOf("main"), mergeBase: commitOf(`${head}~1`), head };
    const snapshot = await opened.fetch(source, {
      commits,
      pullNumber: number,
      expected: (trees) =>
        [...trees.head.values()].filter(({ path, blob }) => trees.base.get(path)?.blob !== blob),
    });
    snapshot.close();
  };
}

async function history(opened: Mirrors, source: MirrorSource): Promise<void> {
  await opened.firstParent(source, { branch: "main", after: null, commitsMax: 50_000 });
}
