import { afterAll, beforeAll, expect } from "vitest";
import type { Duplicate } from "../github/look/normalised.ts";
import { peopleOf } from "./estate.ts";
import { type Harness, startHarness } from "./harness.ts";

/**
 * One App for all tests of a file, with the people of the estate. When it ends, nothing may have been said twice to
 * GitHub, or in another way than GitHub describes, or faster than it allows. `mayRepeat`: what a story says twice on
 * purpose.
 */
export function appForAll(mayRepeat: (duplicate: Duplicate) => boolean = () => false): () => Harness {
  let harness: Harness | null = null;
  const started = (): Harness => {
    if (harness === null) throw new Error("the App is started before the tests, not while they are read");
    return harness;
  };
  beforeAll(async () => {
    harness = await startHarness();
    await peopleOf(harness);
  });
  afterAll(async () => {
    const { look } = started().standIn;
    const duplicates = (await look.duplicates()).filter((duplicate) => !mayRepeat(duplicate));
    const [violations, limits] = [await look.violations(), await look.limitHits()];
    await started().close();
    expect({ violations, duplicates, limits }).toEqual({ violations: [], duplicates: [], limits: [] });
  });
  return started;
}
