import { UsageError } from "./usage.ts";

type Subcommand = (list: readonly string[]) => Promise<number>;

/** As the commands themselves: each is loaded when it is asked for. */
const subcommands: Readonly<Record<string, () => Promise<Subcommand>>> = {
  status: async () => (await import("./ledger/status.ts")).ledgerStatus,
  verify: async () => (await import("./ledger/verify.ts")).ledgerVerify,
  replay: async () => (await import("./ledger/replay.ts")).ledgerReplay,
  show: async () => (await import("./ledger/show.ts")).ledgerShow,
  export: async () => (await import("./ledger/export.ts")).ledgerExport,
  erase: async () => (await import("./ledger/erase.ts")).ledgerErase,
  hold: async () => (await import("./ledger/hold.ts")).ledgerHold,
  anchor: async () => (await import("./ledger/anchor.ts")).ledgerAnchor,
  "new-key": async () => (await import("./ledger/new-key.ts")).ledgerNewKey,
  "rotate-key": async () => (await import("./ledger/rotate-key.ts")).ledgerRotateKey,
  "retire-key": async () => (await import("./ledger/retire-key.ts")).ledgerRetireKey,
  population: async () => (await import("./ledger/population.ts")).ledgerPopulation,
};

/** `sekisho ledger`: what was recorded, and the proof of it. */
export async function ledger(list: readonly string[]): Promise<number> {
  const [name, ...rest] = list;
  const load = name !== undefined && Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (load === undefined) {
    const what = name === undefined ? "needs one of" : `has no ${JSON.stringify(name)}; there is`;
    throw new UsageError(`sekisho ledger ${what}: ${Object.keys(subcommands).join(", ")}.`);
  }
  return await (await load())(rest);
}
