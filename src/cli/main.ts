import { packageVersion } from "../app/installation.ts";
import { visible } from "../report/neutral.ts";
import { exitCodes, UsageError, usage, usageOf } from "./usage.ts";
import { write } from "./write.ts";

type Command = (list: readonly string[]) => Promise<number>;

/** Each command is loaded when it is asked for: a review pays for nothing else. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  review: async () => (await import("./review.ts")).review,
  scan: async () => (await import("./scan.ts")).scan,
  render: async () => (await import("./render-command.ts")).renderCommand,
  backtest: async () => (await import("./backtest.ts")).backtest,
  init: async () => (await import("./init.ts")).init,
  explain: async () => (await import("./explain.ts")).explain,
  policies: async () => (await import("./policies.ts")).policies,
  config: async () => (await import("./config.ts")).config,
  serve: async () => (await import("./serve.ts")).serve,
  migrate: async () => (await import("./migrate.ts")).migrate,
  doctor: async () => (await import("./doctor.ts")).doctor,
  modules: async () => (await import("./modules.ts")).modules,
  tenants: async () => (await import("./tenants.ts")).tenants,
  rollout: async () => (await import("./rollout.ts")).rollout,
  gate: async () => (await import("./gate.ts")).gate,
  ledger: async () => (await import("./ledger.ts")).ledger,
};

/** Runs one command of the command line and gives its exit code. Never throws. */
export async function main(list: readonly string[]): Promise<number> {
  const [name = "help", ...rest] = list;
  if (name === "help" || name === "--help" || name === "-h") {
    await write(usage);
    return exitCodes.pass;
  }
  if (name === "--version") {
    await write(`${packageVersion()}\n`);
    return exitCodes.pass;
  }
  try {
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (load === undefined) throw new UsageError(`There is no command ${JSON.stringify(name)}.`);
    if (rest.includes("--help")) {
      await write(usageOf([name, ...rest]));
      return exitCodes.pass;
    }
    return await (await load())(rest);
  } catch (error) {
    return report(error);
  }
}

/** Names, not classes: a class would have to be loaded, and most runs throw nothing. */
const usageErrors = new Set([
  "UsageError",
  "GitError",
  "HistoryError",
  "ConfigurationError",
  "StartError",
  "WeakSecretError",
  "FolderInUse",
  "StoreUnavailable",
  "StoreEmpty",
  "GitHubError",
  "MirrorError",
  "ExportRefused",
  "LedgerDamaged",
  "UnfitRole",
]);

function report(error: unknown): number {
  if (error instanceof Error && usageErrors.has(error.name)) {
    process.stderr.write(`sekisho: ${printable(error.message)}\n`);
    if (error instanceof UsageError) process.stderr.write("Run `sekisho help` for what there is.\n");
    return exitCodes.usage;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `sekisho failed; this is a bug of Sekisho, not of your change:\n${printable(detail)}\n`,
  );
  return exitCodes.internal;
}

/** Names of files and refs are anybody's: in a terminal they stay text. */
function printable(message: string): string {
  return message.split("\n").map(visible).join("\n");
}
