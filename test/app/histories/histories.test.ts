import { afterAll, beforeAll, expect, test } from "vitest";
import { peopleOf } from "../estate.ts";
import { type Harness, startHarness } from "../harness.ts";
import { runStories } from "./run.ts";

/** A short form of `npm run histories`, which tells a thousand. */
let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
  await peopleOf(harness);
});

afterAll(() => harness.close());

test("twelve histories end as the oracle says, whatever becomes of the webhooks", async () => {
  const seeds = Array.from({ length: 12 }, (_, index) => index + 1);
  expect(await runStories(harness, seeds)).toEqual([]);
  const { look } = harness.standIn;
  expect({ violations: await look.violations(), duplicates: await look.duplicates() }).toEqual({
    violations: [],
    duplicates: [],
  });
});
