import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { readServerEnvironment, type ServerEnvironment } from "../../src/config/index.ts";
import { createLog } from "../../src/github/server/log.ts";
import { newSigningKey } from "../../src/ledger/index.ts";
import { type ServerParts, type Serving, serve } from "../../src/main.ts";
import { type StandIn, type StandInOptions, startStandIn } from "../github/stand-in.ts";

/** The whole App on the embedded store, and the GitHub that it serves, in one process. */
export interface Harness {
  readonly standIn: StandIn;
  readonly environment: ServerEnvironment;
  /** `http://127.0.0.1:<port>`. */
  readonly address: () => string;
  /** Waits until every delivery has arrived and nothing is left to do. */
  settled(): Promise<void>;
  /** Ends the App and starts it again on the same data. */
  restart(): Promise<void>;
  /** Does something with its data while the App is ended, and starts it again. */
  whileStopped<Result>(does: () => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export interface HarnessOptions {
  readonly standIn?: StandInOptions;
  /** Instead of the embedded store. */
  readonly databaseUrl?: string;
  readonly logLevel?: ServerEnvironment["logLevel"];
  readonly variables?: Readonly<Record<string, string>>;
  /** Where the log goes, instead of the standard output. */
  readonly logTo?: { write(line: string): void };
  /** Another image, another clock: asked anew at each start. */
  readonly parts?: Partial<ServerParts>;
}

/** How busy the machine is that tests run on decides about nothing that they say. */
const patience = { replaysTimeMs: 600_000, replayTimeMs: 300_000 };

export async function startHarness(options: HarnessOptions = {}): Promise<Harness> {
  const standIn = await startStandIn(options.standIn);
  const folder = mkdtempSync(join(tmpdir(), "sekisho-app-"));
  shareCompiledRules(folder);
  const environment = environmentOf(standIn, folder, options);
  const { logLevel: level, secrets } = environment;
  const to = options.logTo === undefined ? {} : { destination: options.logTo };
  const log = createLog({ level, secrets, ...to });
  const parts = () => ({ effectPatience: patience, ...options.parts });
  let serving: Serving = await serve(environment, log, parts());
  const address = () => `http://127.0.0.1:${serving.port}`;
  const listen = () => standIn.control.listenAt({ url: `${address()}${environment.webhook.path}` });
  await listen();
  const whileStopped = async <Result>(does: () => Promise<Result>): Promise<Result> => {
    await serving.stop();
    const result = await does();
    serving = await serve(environment, log, parts());
    await listen();
    return result;
  };
  return {
    standIn,
    environment,
    address,
    settled: () => settled(standIn, address),
    restart: () => whileStopped(async () => {}),
    whileStopped,
    close: async () => {
      await serving.stop();
      await standIn.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Compiling the rules takes seconds, and gives the same each time: it is kept by their digest. */
export function shareCompiledRules(folder: string): void {
  const shared = join(tmpdir(), "sekisho-app-compiled-rules");
  mkdirSync(shared, { recursive: true });
  symlinkSync(shared, join(folder, "cache"));
}

/** Of a log that only tests write: several processes have to sign with one key. */
export const ledgerKey = newSigningKey("ledger.test").secretText();

/** What the App is started with, as an operator would set it. */
export function variablesFor(
  { app, url, gitUrl }: StandIn,
  folder: string,
): Readonly<Record<string, string>> {
  return {
    APP_ID: String(app.id),
    PRIVATE_KEY: app.privateKey,
    WEBHOOK_SECRET: app.webhookSecret,
    GITHUB_API_URL: url,
    GITHUB_SERVER_URL: gitUrl,
    SEKISHO_DATA: folder,
    HOST: "127.0.0.1",
    PATH: process.env["PATH"] ?? "",
  };
}

function environmentOf(standIn: StandIn, folder: string, options: HarnessOptions): ServerEnvironment {
  const { databaseUrl, logLevel = "silent" } = options;
  const reading = readServerEnvironment(
    { embedded: databaseUrl === undefined, port: 0 },
    {
      ...variablesFor(standIn, folder),
      LOG_LEVEL: logLevel,
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl, LEDGER_KEY: ledgerKey }),
      ...options.variables,
    },
  );
  if (reading.kind === "invalid") throw new Error(reading.problems.join("\n"));
  return reading.environment;
}

/** Work that failed again and again waits for up to five minutes between two tries. */
const settleTimeoutMs = 300_000;
const pollMs = 20;

async function settled(standIn: StandIn, address: () => string): Promise<void> {
  const ends = Date.now() + settleTimeoutMs;
  for (;;) {
    await standIn.control.settle({ quietMs: 60, timeoutMs: settleTimeoutMs });
    if (await isIdle(address())) return;
    if (Date.now() > ends) throw new Error("the App did not come to rest in time");
    await wait(pollMs);
  }
}

/** Twice, because work that ends may ask for other work. */
async function isIdle(address: string): Promise<boolean> {
  for (let look = 0; look < 2; look += 1) {
    if ((await unfinished(address)) > 0) return false;
    await wait(pollMs);
  }
  return true;
}

/** Subjects that wait, are worked on or fail, from the metrics that an operator sees. */
export async function unfinished(address: string): Promise<number> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const numbers = [...text.matchAll(/^sekisho_backlog\{state="\w+"\} (\d+)$/gm)].map((match) =>
    Number(match[1]),
  );
  if (numbers.length === 0) throw new Error("the metrics tell no backlog");
  return numbers.reduce((sum, number) => sum + number, 0);
}
