import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Logger } from "pino";
import { installation } from "../app/installation.ts";
import { prepareSetupProcess, readServerEnvironment, readSetupEnvironment } from "../config/index.ts";
import { createLog } from "../github/server/log.ts";
import { serve as startServer } from "../main.ts";
import { type ParsedArguments, readArguments } from "./arguments.ts";
import { exitCodes, UsageError } from "./usage.ts";
import { write } from "./write.ts";

/** What is left when everything has been let go is nobody's any more. */
const exitAfterMs = 2_000;
/** The browser still has to be sent on to the page where the App is installed. */
const redirectMs = 1_500;

/**
 * `sekisho serve`: the GitHub App. Runs until it is told to stop (SIGTERM, Ctrl-C), then ends what it has in hand; told
 * a second time, it ends at once, and another process takes over what was in hand.
 */
export async function serve(list: readonly string[]): Promise<number> {
  const flags = ["--embedded", "--setup"].filter((flag) => list.includes(flag));
  const options = list.filter((argument) => !flags.includes(argument));
  const given = readArguments(options, ["port", "public-url", "organisation"], 0);
  if (flags.includes("--setup")) return setUp(given);
  const reading = readServerEnvironment({ embedded: flags.includes("--embedded"), port: portOf(given) });
  if (reading.kind === "invalid")
    throw new UsageError(
      `the server cannot start:\n${reading.problems.map((text) => `- ${text}`).join("\n")}`,
    );
  const { environment } = reading;
  const log = createLog({ level: environment.logLevel, secrets: environment.secrets });
  tellTheLogOfBugs(log);
  const stopAsked = firstSignal();
  const serving = await startServer(environment, log);
  log.info({ signal: await stopAsked }, "Stopping.");
  await serving.stop();
  log.info({}, "Stopped.");
  setTimeout(() => process.exit(exitCodes.pass), exitAfterMs).unref();
  return exitCodes.pass;
}

function portOf(given: ParsedArguments): number | null {
  const text = given.value("port");
  if (text === null) return null;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new UsageError(`--port is ${JSON.stringify(text)}; it has to be a whole number from 0 to 65535.`);
  return Number(text);
}

/** The entry point would print an error as it is; here it may hold a token. */
function tellTheLogOfBugs(log: Logger): void {
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", (error) => {
    log.fatal({ error }, "Sekisho failed; this is a bug. The process ends, and another takes over its work.");
    process.exit(exitCodes.internal);
  });
}

function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false;
    const stop = (signal: NodeJS.Signals) => {
      if (asked) process.exit(exitCodes.internal);
      asked = true;
      resolve(signal);
    };
    process.on("SIGTERM", stop).on("SIGINT", stop);
  });
}

/** `sekisho serve --setup`: creates the App on GitHub, and keeps what GitHub gives for it. */
async function setUp(given: ParsedArguments): Promise<number> {
  const reading = readSetupEnvironment(given.value("public-url"));
  if (reading.kind === "invalid") throw new UsageError(reading.problem);
  const organisation = given.value("organisation");
  if (organisation !== null && !/^[\w-]{1,39}$/.test(organisation))
    throw new UsageError(`--organisation is ${JSON.stringify(organisation)}; it has to be its login.`);
  prepareSetupProcess(organisation);
  const { startSetup } = await import("../github/server/setup.ts");
  const setup = await startSetup({
    manifest: readFileSync(join(installation.top, "app.yml"), "utf8"),
    webhookUrl: reading.webhookUrl,
    folder: reading.folder,
    port: portOf(given) ?? 3000,
    log: createLog({ level: "warn", secrets: [] }),
  });
  await write(
    `Open ${setup.url} in a browser on this machine, and press “Register GitHub App”.\nGitHub will deliver to ${reading.webhookUrl}.\n`,
  );
  const variables = await setup.created;
  await wait(redirectMs);
  await setup.stop();
  await write(
    `The App is created. ${variables} names its id, and the files with its private key and webhook secret.\nBring all three to where the server runs, and start it: node --env-file=${variables} bin/sekisho.js serve\n`,
  );
  return exitCodes.pass;
}
