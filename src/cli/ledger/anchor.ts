import { existsSync } from "node:fs";
import { anchorEverywhere } from "../../app/ledger/anchor-everywhere.ts";
import { readRuntimeEnvironment, readServerEnvironment } from "../../config/index.ts";
import { createGitHubApp } from "../../github/index.ts";
import { folderAnchor } from "../../ledger/index.ts";
import { visible } from "../../report/neutral.ts";
import { openStore } from "../../store/index.ts";
import { readArguments } from "../arguments.ts";
import { callerPaths } from "../caller-paths.ts";
import { ledgerEnvironment, openRecords, readLedgerFlags } from "../records.ts";
import { exitCodes, UsageError } from "../usage.ts";
import { write } from "../write.ts";

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const now = () => new Date();

/** `sekisho ledger anchor`: keeps the last checkpoint now where the daily sweep would, or in a folder. */
export async function ledgerAnchor(list: readonly string[]): Promise<number> {
  const { rest, ...flags } = readLedgerFlags(list);
  const folder = readArguments(rest, ["folder"], 0).value("folder");
  if (folder === null && flags.ledger !== null)
    throw new UsageError(
      "No configuration says where the checkpoints of a ledger of reviews are kept: give --folder.",
    );
  const environment = ledgerEnvironment(flags);
  // Opening it to write would make one: who keeps a checkpoint means a ledger that stands.
  await (await openRecords(flags)).close();
  const places = folder === null ? configured(flags) : given(folder);
  const done = await anchorEverywhere(places, environment, (signer) =>
    openStore({ ...environment.store, now, log: quiet, signer }),
  );
  const lines = done.map((one) =>
    one.kind === "kept"
      ? `✅ ${visible(one.place)}: checkpoint of ${one.size} entries: ${visible(one.receipt)}`
      : `⛔ ${visible(one.why.startsWith(one.place) ? one.why : `${one.place}: ${one.why}`)}`,
  );
  await write(
    lines.length === 0
      ? "No configuration names a place: see audit.anchors, or give --folder.\n"
      : `${lines.join("\n")}\n`,
  );
  return done.length > 0 && done.every(({ kind }) => kind === "kept") ? exitCodes.pass : exitCodes.blocked;
}

/** A stick that is not mounted is not made anew as a folder of this machine. */
function given(folder: string) {
  const own = callerPaths(readRuntimeEnvironment()).resolve(folder);
  if (!existsSync(own)) throw new UsageError(`--folder names ${own}, which is not there.`);
  return { kind: "given" as const, anchor: folderAnchor(own, own) };
}

/** The configurations are read from GitHub, as the server does it. */
function configured(flags: { readonly embedded: boolean }) {
  const reading = readServerEnvironment({ ...flags, port: null });
  if (reading.kind === "invalid")
    throw new UsageError(
      `Where checkpoints are kept stands in the configuration on GitHub, for which the App is needed; or give --folder.\n${reading.problems.join("\n")}`,
    );
  const { app, gitHub: address, configurationRepository } = reading.environment;
  const gitHub = createGitHubApp({
    appId: app.id,
    privateKey: app.privateKey,
    baseUrl: address.apiUrl,
    configurationRepository,
    log: quiet,
  });
  return { kind: "configured" as const, environment: reading.environment, gitHub };
}
