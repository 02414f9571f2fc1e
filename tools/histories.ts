/**
 * `npm run histories -- [--count 1000] [--seed 1] [--batch 25]`: histories of pull requests told to the App with
 * webhooks lost, sent twice, delayed and out of order, and calls that fail before or after they took place. In the end
 * check and comment of each have to be what an oracle says that was written apart from the code
 * (test/app/histories/oracle.ts).
 */
import { parseArgs } from "node:util";
import { peopleOf } from "../test/app/estate.ts";
import { startHarness } from "../test/app/harness.ts";
import { runStories } from "../test/app/histories/run.ts";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    batch: { type: "string", default: "25" },
  },
});

async function main(): Promise<number> {
  const [count, first, batch] = [Number(values.count), Number(values.seed), Number(values.batch)];
  const started = performance.now();
  let [told, different, duplicates] = [0, 0, 0];
  while (told < count) {
    const size = Math.min(batch, count - told);
    const from = first + told;
    const seeds = Array.from({ length: size }, (_, index) => from + index);
    // A new GitHub for each batch: what one batch leaves behind must not slow the next.
    const harness = await startHarness();
    await peopleOf(harness);
    const differences = await runStories(harness, seeds);
    for (const difference of differences) console.log(JSON.stringify(difference, null, 2));
    const twice = await harness.standIn.look.duplicates();
    for (const each of twice) console.log(JSON.stringify(each));
    const deliveries = await harness.standIn.look.deliveries();
    await harness.close();
    told += size;
    different += differences.length;
    duplicates += twice.length;
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    console.log(
      `${told} of ${count} histories, ${deliveries.length} deliveries in the last batch, ${different} different, ${duplicates} duplicates, ${seconds} s`,
    );
  }
  return different + duplicates === 0 ? 0 : 1;
}

process.exitCode = await main();
