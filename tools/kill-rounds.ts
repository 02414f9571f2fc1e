/**
 * `npm run kill-rounds -- --store postgres|embedded|postgres-dies [--rounds N] [--seed S] [--processes N]`: kills the App
 * (kill -9), or PostgreSQL, at random moments while people work on pull requests, and compares what GitHub shows with a
 * run that nobody disturbed. In each round five pull requests go one step on within 0.9 s, and the victim dies within
 * 1.5 s of the first webhook; it is started again at once (PostgreSQL after up to 2 s), what was refused meanwhile is
 * delivered again, and the round ends when everything has come to rest and was compared. The last line is
 * `N rounds, N lost, N duplicates, N different`; the exit code is 0 if all but the first
 * are 0. Ctrl-C ends it after the round, with the figures so far.
 */
import { parseArgs } from "node:util";
import { type Orders, play, stores } from "./kill-rounds/play.ts";

const { values } = parseArgs({
  options: {
    store: { type: "string", default: "embedded" },
    rounds: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
    processes: { type: "string", default: "1" },
    batch: { type: "string", default: "50" },
  },
});
process.exitCode = await main();

async function main(): Promise<number> {
  const store = stores.find((name) => name === values.store);
  const numbers = [values.rounds, values.seed, values.processes, values.batch].map(Number);
  const [rounds = 0, seed = 0, processes = 0, batch = 0] = numbers;
  if (store === undefined || numbers.some((number) => !Number.isInteger(number) || number < 1)) {
    console.error(`--store is one of ${stores.join(", ")}; the others are whole numbers from 1.`);
    return 2;
  }
  if (store === "embedded" && processes > 1) {
    console.error("The embedded store has one process. Several need --store postgres.");
    return 2;
  }
  let asked = false;
  process.once("SIGINT", () => {
    asked = true;
  });
  const say = (line: string) => console.log(line);
  const orders: Orders = { store, rounds, seed, processes, batch, say, stopped: () => asked };
  return (await play(orders)).ok ? 0 : 1;
}
