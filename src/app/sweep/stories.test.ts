import { expect, it } from "vitest";
import type { HistoryWant } from "../../git/index.ts";
import { addDays } from "../../model/local-date.ts";
import type { Explained } from "../../model/population.ts";
import type { PullRecord } from "../../model/record.ts";
import { askPopulation } from "../population/ask.ts";
import type { LineCommit } from "../population/entries.ts";
import { memoryStore } from "../testing/memory-store.ts";
import { decisionOf, gateOf, mergedAs } from "../testing/pull-records.ts";
import type { BranchesPorts } from "./branch-ports.ts";
import { sweepBranches } from "./branches.ts";
import { judgement, unprotected } from "./testing/steps.ts";

/** mulberry32: a story is told again exactly by its seed. */
function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const repository = { id: 1, owner: "acme", name: "infra", defaultBranch: "main" };
const stepMs = 7 * 3_600_000 + 13 * 60_000;

/**
 * What happens to a branch, and beside it, written down as it happens and by nothing of the program: what each commit is,
 * and how often a branch was forced elsewhere.
 */
class Story {
  readonly memory = memoryStore("2027-01-01T00:00:00.000Z");
  readonly #random: (below: number) => number;
  now = Date.parse("2027-01-01T00:00:00.000Z");
  line: LineCommit[] = [{ sha: "c0", parents: [] }];
  readonly truth = new Map<string, Explained>([["c0", "before-installation"]]);
  readonly empty = new Set<string>();
  /** Pull requests that GitHub knows a commit by, where our own records do not. */
  readonly known = new Map<string, { number: number; head: string }>();
  forced = 0;
  #count = 0;

  constructor(seed: number) {
    this.#random = random(seed);
  }

  #add(explained: Explained, extra: readonly string[] = []): string {
    this.#count += 1;
    const sha = `c${this.#count}`;
    this.line.push({ sha, parents: [this.line.at(-1)?.sha ?? "", ...extra] });
    this.truth.set(sha, explained);
    return sha;
  }

  async #pull(number: number, bodies: readonly PullRecord[]): Promise<void> {
    await this.memory.store.records.append(
      bodies.map((body, place) => ({ scope: "pull", repositoryId: 1, number, key: `${place}`, body })),
    );
  }

  async step(): Promise<void> {
    this.now += stepMs;
    this.memory.setTime(new Date(this.now).toISOString());
    const number = this.#count + 100;
    const head = `h${number}`;
    switch (this.#random(9)) {
      case 0:
      case 1: {
        const merge = this.#add("decision", this.#random(2) === 0 ? [] : [head, "octopus"]);
        return this.#pull(number, [decisionOf(head), gateOf(head, "success"), mergedAs(merge, head)]);
      }
      case 2: {
        const own = Array.from({ length: 2 + this.#random(3) }, () => this.#add("decision"));
        for (const sha of own) this.known.set(sha, { number, head });
        const last = own.at(-1) ?? "";
        return this.#pull(number, [decisionOf(head), gateOf(head, "success"), mergedAs(last, head)]);
      }
      case 3: {
        const merge = this.#add("break-glass");
        const gate = gateOf(head, "success", { state: "break-glass" });
        return this.#pull(number, [decisionOf(head), gate, mergedAs(merge, head)]);
      }
      case 4:
        return this.#push(1 + this.#random(3));
      case 5:
        this.#add("unexplained");
        return;
      case 6:
        this.empty.add(this.#add("out-of-scope"));
        return;
      case 7: {
        const merge = this.#add("unexplained");
        return this.#pull(number, [mergedAs(merge, head)]);
      }
      default:
        return this.#force();
    }
  }

  async #push(length: number): Promise<void> {
    const before = this.line.at(-1)?.sha ?? "";
    const pushed = Array.from({ length }, () => this.#add("direct-push"));
    const by = { id: 1, login: "dev", bot: false };
    const push = {
      branch: "main",
      before,
      after: pushed.at(-1) ?? "",
      by,
      route: null,
      report: null,
    } as const;
    await this.memory.store.records.append([
      {
        scope: "repository",
        repositoryId: 1,
        key: `push ${push.after}`,
        body: { kind: "direct-push", ...push },
      },
    ]);
  }

  /** The last commits are pushed away, and nobody says by what. Everything was looked at before. */
  async #force(): Promise<void> {
    if (this.line.length < 4) return;
    await this.settle();
    this.line.splice(this.line.length - 1 - this.#random(2));
    this.#add("unexplained");
    this.forced += 1;
    await this.settle();
  }

  async settle(): Promise<void> {
    for (let unfinished = true; unfinished; ) {
      this.now += 60_000;
      this.memory.setTime(new Date(this.now).toISOString());
      const result = await sweepBranches(portsOf(this));
      await this.memory.store.records.append(result.records);
      unfinished = result.unfinished;
    }
  }
}

function portsOf(story: Story): BranchesPorts {
  const survey = {
    repositories: async () => [repository],
    protectedBranches: async () => ["main"],
    openPulls: async () => new Map(),
    branchRules: async () => unprotected,
    bypasses: async () => null,
    mergedPullsOf: async (_: unknown, commit: string) => {
      const pull = story.known.get(commit);
      return pull === undefined ? [] : [{ ...pull, baseRef: "main", mergeCommit: null }];
    },
  };
  return {
    ...story.memory.store,
    app: { installations: async () => [{ id: 5, account: "acme" }], installation: () => ({ survey }) },
    history: async (_, __, { after, commitsMax }: HistoryWant) => {
      const newestFirst = story.line.toReversed();
      const at = after === null ? -1 : newestFirst.findIndex(({ sha }) => sha === after);
      const listed = (at === -1 ? newestFirst : newestFirst.slice(0, at)).slice(0, commitsMax);
      const commits = listed.map((commit) => ({ ...commit, committedAtSeconds: 0 }));
      const end = at === -1 ? (after === null ? "root" : "rewritten") : "after";
      return { tip: newestFirst[0]?.sha ?? "", commits, end };
    },
    enforces: async () => false,
    foundMerge: async () => [],
    byAutomation: async () => false,
    judgeStep: async (_, __, { commit }) => judgement(story.empty.has(commit) ? 0 : 1),
    timezone: async () => "Asia/Tokyo",
    appId: 42,
    now: () => new Date(story.now),
  };
}

async function told(seed: number): Promise<Story> {
  const story = new Story(seed);
  await story.settle();
  for (let step = 0; step < 25; step += 1) {
    await story.step();
    if (step % 4 === seed % 4) await story.settle();
  }
  await story.settle();
  // Two days later every day has ended.
  story.now += 2 * 86_400_000;
  await story.settle();
  return story;
}

function asked(
  { memory, now }: Story,
  from: string,
  to: string,
  history: readonly LineCommit[] | null = null,
) {
  const period = { from, to, timezone: "Asia/Tokyo" };
  const request = { period, repositories: [1], branch: "main", history, now: new Date(now) };
  return askPopulation(request, { ...memory.store, ledger: null });
}

it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
  "explains every commit of story %i as it happened",
  async (seed) => {
    const story = await told(seed);
    const truth = Object.fromEntries(story.truth);
    const explained = (rows: readonly { readonly commit: string; readonly explained: Explained }[]) =>
      Object.fromEntries(rows.map((row) => [row.commit, row.explained]));
    const [begin, end] = ["2027-01-01", "2027-03-31"] as const;
    const { rows, reconciliation } = await asked(story, begin, end);
    expect(explained(rows)).toEqual(truth);
    expect(rows.map(({ ordinal }) => ordinal)).toEqual(rows.map((_, place) => place + 1));
    const [branch] = reconciliation.branches;
    expect({ breaks: branch?.breaks.length, unbroken: branch?.unbroken }).toEqual({
      breaks: story.forced,
      unbroken: true,
    });

    const elsewhere = await asked(story, begin, end, story.line);
    expect(explained(elsewhere.rows)).toEqual(truth);
    const held = new Set(story.line.map(({ sha }) => sha));
    const strays = elsewhere.rows.filter(({ exceptions }) => exceptions.includes("not-in-history"));
    expect(strays.map(({ commit }) => commit)).toEqual(
      rows.map(({ commit }) => commit).filter((sha) => !held.has(sha)),
    );

    const middle = addDays(begin, 3 + (seed % 3));
    const halves = [await asked(story, begin, middle), await asked(story, addDays(middle, 1), end)];
    expect(halves.flatMap((half) => half.rows)).toEqual(rows);

    const accounts = story.memory.records.flatMap(({ body }) => (body.kind === "population" ? [body] : []));
    const counted = accounts.reduce((sum, { counts }) => sum + counts.commits, 0);
    expect(counted).toBe(story.truth.size);
    const next = accounts.slice(1).map(({ from }) => from);
    expect(next).toEqual(accounts.slice(0, -1).map(({ to }) => addDays(to, 1)));
  },
);
