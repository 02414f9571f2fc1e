import { readRuntimeEnvironment } from "../../config/index.ts";
import { newSigningKey, writeKeyFile } from "../../ledger/index.ts";
import { readArguments } from "../arguments.ts";
import { callerPaths } from "../caller-paths.ts";
import { exitCodes, UsageError } from "../usage.ts";
import { write } from "../write.ts";

/** As the environment takes it: an address without its scheme. */
const originForm = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?(?:\/[A-Za-z0-9._~-]+)*$/;

/** `sekisho ledger new-key`: makes a key in a file that nobody else may read. It is no log's yet. */
export async function ledgerNewKey(list: readonly string[]): Promise<number> {
  const given = readArguments(list, ["origin", "out"], 0);
  const [origin, out] = [given.value("origin"), given.value("out")];
  if (origin === null || !originForm.test(origin) || origin.length > 200)
    throw new UsageError(
      "sekisho ledger new-key needs --origin with the name of the log, an address without https://, such as sekisho.example.com/ledger.",
    );
  if (out === null)
    throw new UsageError("sekisho ledger new-key needs --out with the file that the key is written to.");
  const path = callerPaths(readRuntimeEnvironment()).resolve(out);
  const key = newSigningKey(origin);
  try {
    writeKeyFile(path, key);
  } catch (error) {
    throw new UsageError(`${out} cannot be written (${reasonOf(error)}). A key is never overwritten.`);
  }
  await write(
    `${out} holds the new key; whoever reads it can sign in the name of the log. Set LEDGER_KEY_PATH to it.\nAnybody may have its public half, with which checkpoints are verified:\n${key.verifier.text}\n`,
  );
  return exitCodes.pass;
}

function reasonOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
