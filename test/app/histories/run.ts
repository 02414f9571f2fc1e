import { setTimeout as wait } from "node:timers/promises";
import { estateFiles, type Stage, stageIn, traffic, trafficPath, workload, workloadPath } from "../estate.ts";
import type { Harness } from "../harness.ts";
import { type Expected, expectedOf } from "./oracle.ts";
import { Random } from "./random.ts";
import { type Step, type Story, storyOf } from "./story.ts";

/** A story whose end is not what it has to be. */
export interface Difference {
  readonly seed: number;
  readonly pull: string;
  readonly expected: Expected;
  readonly found: unknown;
  readonly steps: readonly Step[];
}

/** Of the webhooks and of the calls, as shares; everything arrives in the end, or stands in GitHub's list. */
const disturbed = {
  hooks: { lost: 0.1, twice: 0.1, delayed: 0.25, delayMsMax: 1_500 },
  calls: { errorBefore: 0.01, errorAfter: 0.01, resetAfter: 0.005, secondaryLimit: 0.005 },
} as const;

/** Stories that go on at the same time, so that the App has more to do than it can do at once. */
export async function runStories(harness: Harness, seeds: readonly number[]): Promise<readonly Difference[]> {
  const { control } = harness.standIn;
  const [first = 0] = seeds;
  const stage = await stageIn(harness, `stories-${first}`, estateFiles());
  await harness.settled();
  await control.setFaults({ faults: { seed: first, retryAfterSeconds: 1, ...disturbed } });
  const stories = seeds.map(storyOf);
  const numbers = new Map<Story, number>();
  for (const story of stories) numbers.set(story, await stage.open("dev", filesOf(story.first)));
  await playAll(harness, stage, stories, numbers, new Random(first));
  await control.setFaults({ faults: null });
  await harness.settled();
  // Each start looks for deliveries that nobody took.
  await harness.restart();
  await harness.settled();
  const differences: Difference[] = [];
  for (const story of stories) {
    const number = numbers.get(story) ?? 0;
    const difference = await compared(harness, stage, story, number);
    if (difference !== null) differences.push(difference);
  }
  return differences;
}

/** In a random order, but each story in its own. */
async function playAll(
  harness: Harness,
  stage: Stage,
  stories: readonly Story[],
  numbers: ReadonlyMap<Story, number>,
  random: Random,
): Promise<void> {
  const left = stories.map((story) => ({ story, steps: [...story.steps] }));
  const reviews = new Map<string, number>();
  while (left.length > 0) {
    const index = random.whole(0, left.length - 1);
    const next = left[index];
    const step = next?.steps.shift();
    if (next === undefined || step === undefined) {
      left.splice(index, 1);
      continue;
    }
    await play(harness, stage, numbers.get(next.story) ?? 0, step, reviews);
    if (random.next() < 0.3) await wait(random.whole(0, 60));
  }
}

async function play(
  { standIn: { acts } }: Harness,
  { repository }: Stage,
  number: number,
  step: Step,
  reviews: Map<string, number>,
): Promise<void> {
  const pull = { repository, number };
  switch (step.kind) {
    case "push":
      await acts.push({
        repository,
        branch: `change-${number}`,
        by: "dev",
        ...(step.force ? { force: true } : {}),
        commits: [{ files: { ...filesOf(step), "docs/plan.md": `${number} ${reviews.size}\n` } }],
      });
      return;
    case "approve":
      reviews.set(`${number} ${step.by}`, (await acts.approve({ ...pull, by: step.by })).id);
      return;
    case "request-changes":
      reviews.set(`${number} ${step.by}`, (await acts.requestChanges({ ...pull, by: step.by })).id);
      return;
    case "dismiss": {
      const review = reviews.get(`${number} ${step.by}`);
      reviews.delete(`${number} ${step.by}`);
      if (review !== undefined) await acts.dismiss({ ...pull, by: "pia", review });
      return;
    }
    case "draft":
      await acts.setDraft({ ...pull, by: "dev", draft: step.draft });
      return;
    case "close-and-reopen":
      await acts.closePull({ ...pull, by: "dev" });
      await acts.reopenPull({ ...pull, by: "dev" });
      return;
    case "comment":
      await acts.comment({ ...pull, by: "pat", body: "Looks good to me." });
  }
}

function filesOf({ memory, green }: { readonly memory: string; readonly green: number }) {
  return { [workloadPath]: workload(memory), [trafficPath]: traffic(green) };
}

const headlines = { fix: "⛔", wait: "👀", approved: "✅" } as const;

async function compared(
  { standIn: { look } }: Harness,
  { repository }: Stage,
  story: Story,
  number: number,
): Promise<Difference | null> {
  const pull = await look.pull({ repository, number });
  const expected = expectedOf(story);
  const [comment, ...more] = pull.ours;
  const symbol = expected.says === null || expected.draft ? null : headlines[expected.says];
  const conclusions = pull.checks.filter(({ head, app }) => head === pull.head && app === "sekisho");
  const right =
    pull.check?.conclusion === expected.conclusion &&
    pull.draft === expected.draft &&
    more.length === 0 &&
    (symbol === null || comment?.body.startsWith(`### ${symbol}`) === true) &&
    (expected.says !== "approved" ||
      expected.draft ||
      expected.approvedBy.every((who) => comment?.body.includes(`@${who}`)));
  if (right) return null;
  const found = {
    conclusion: pull.check?.conclusion ?? null,
    title: pull.check?.title ?? null,
    draft: pull.draft,
    checks: conclusions.length,
    comments: pull.ours.map(({ body }) => body.split("\n").slice(0, 6).join("\n")),
  };
  return { seed: story.seed, pull: `${repository}#${number}`, expected, found, steps: story.steps };
}
