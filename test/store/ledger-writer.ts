/** A process of its own that adds records until it is killed, eight at a time. */
import { openStore, type StorePlace } from "../../src/store/index.ts";
import { silent } from "./backends.ts";
import { feedback } from "./samples.ts";

const [where = "", name = ""] = process.argv.slice(2);
const store = await openStore({ ...(JSON.parse(where) as StorePlace), now: () => new Date(), log: silent });

async function write(writer: number): Promise<never> {
  for (let at = 0; ; at += 1) {
    const key = `${name} ${writer} ${at}`;
    await store.records.append([{ scope: "pull", repositoryId: 5, number: 1, key, body: feedback(key) }]);
  }
}

await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
