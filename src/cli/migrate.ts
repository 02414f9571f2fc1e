import { readStoreEnvironment } from "../config/index.ts";
import { prepareStore } from "../store/index.ts";
import { readArguments } from "./arguments.ts";
import { exitCodes, UsageError } from "./usage.ts";
import { write } from "./write.ts";

/** `sekisho migrate`: makes the tables as their owner, so that the App can work as a role that may not change them. */
export async function migrate(list: readonly string[]): Promise<number> {
  const role = readArguments(list, ["application-role"], 0).value("application-role");
  const reading = readStoreEnvironment({ embedded: false });
  if (reading.kind === "invalid") throw new UsageError(reading.problems.join("\n"));
  if (reading.store.kind !== "postgres")
    throw new UsageError(
      "sekisho migrate is about PostgreSQL: DATABASE_URL has to name it. An embedded store has one role and is brought up to date when it is opened.",
    );
  await prepareStore({ ...reading.store, now: () => new Date(), log: quiet }, role);
  await write(
    role === null
      ? "The tables are up to date.\n"
      : `The tables are up to date. ${JSON.stringify(role)} may read them and add to them, and may not change or delete an entry of the ledger.\n`,
  );
  return exitCodes.pass;
}

const quiet = { info: () => {}, warn: () => {}, error: () => {} };
