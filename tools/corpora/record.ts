import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EvaluationRunner, type EvaluationTrees } from "../../src/app/evaluation/runner.ts";
import { packageVersion } from "../../src/app/installation.ts";
import { keepLocalReview } from "../../src/app/replay/local-review.ts";
import { review } from "../../src/app/review.ts";
import { shippedPolicySet } from "../../src/app/shipped-policies.ts";
import { openLocalLedger } from "../../src/cli/local-ledger.ts";
import { readRuntimeEnvironment } from "../../src/config/index.ts";
import { directoryTree, gitTree, openRepository, resolveRef } from "../../src/git/index.ts";
import { sha256Hex } from "../../src/model/digest.ts";
import type { Tree } from "../../src/model/tree.ts";
import type { NewRecord, Store } from "../../src/store/index.ts";
import { writeHistory } from "../history/write.ts";
import {
  estateConfiguration,
  estateConfigurationOfOurRules,
  estatePolicies,
} from "./estate-configuration.ts";
import { unpacked } from "./unpack.ts";

/** A change to be judged and recorded. */
interface Change {
  readonly name: string;
  readonly configuration: string | null;
  readonly open: () => Promise<EvaluationTrees>;
}

export interface Recorded {
  readonly changes: number;
  readonly kept: number;
  /** Bytes of everything that was kept of decisions, each blob once, without the policy set. */
  readonly bytes: number;
  readonly blobs: number;
  /** Processor time of all threads, for those that were judged both ways, each when the change had been judged before. */
  readonly plainMs: number;
  readonly recordedMs: number;
  readonly measured: number;
}

const nothing: Tree = { label: "nothing", commit: null, entries: new Map(), read: async () => new Map() };

/**
 * Judges so many changes and keeps each in the ledger of a folder: the pull requests of the estate, the fixtures, and
 * merges of a history that is made of the former. Every tenth is judged twice more without being recorded.
 */
export async function recordChanges(
  folder: string,
  wanted: number,
  tell: (done: number) => void,
): Promise<Recorded> {
  const { cacheDirectory } = readRuntimeEnvironment();
  const policySet = await shippedPolicySet(cacheDirectory);
  const runner = new EvaluationRunner({ policySet, cacheFolder: cacheDirectory, workersMax: 1 });
  const versions = { sekisho: packageVersion(), node: process.versions.node };
  const ledger = await openLocalLedger(folder);
  const { store } = ledger;
  const kept = new Kept(store);
  const measured = { plainMs: 0, recordedMs: 0, measured: 0 };
  let changes = 0;
  const judge = async ({ configuration, open }: Change, record: boolean) => {
    const trees = await open();
    const outcome = await review(
      {
        trees,
        repositoryFile: configuration === null ? null : { path: "sekisho.yml", text: configuration },
        ...{ organisationFile: null, targetBranch: "main", author: null, locale: "en", mode: "enforce" },
        ...{ ruleSelection: null, kubernetesVersion: null, withoutRest: true, record },
        policyRepositories: async () => directoryTree(estatePolicies),
      },
      { runner, policySet, now: () => new Date(), versions },
    );
    if (outcome.kind !== "reviewed") throw new Error(JSON.stringify(outcome));
    return { outcome, trees };
  };
  for await (const change of changesOf(folder, wanted)) {
    changes += 1;
    const isMeasured = changes % measuredEvery === 0;
    // The first to read a change reads more: that would count as a cost of recording, or against it.
    if (isMeasured) await judge(change, false);
    const plainMs = isMeasured ? await processorMs(() => judge(change, false)) : 0;
    const recordedMs = await processorMs(async () => {
      const { outcome, trees } = await judge(change, true);
      await keepLocalReview({ trees, repository: change.name, outcome }, kept.store, { policySet, versions });
    });
    if (isMeasured) {
      measured.plainMs += plainMs;
      measured.recordedMs += recordedMs;
      measured.measured += 1;
    }
    if (changes % 50 === 0) tell(changes);
  }
  await runner.close();
  await ledger.close();
  return { changes, ...kept.totals(), ...measured };
}

async function processorMs(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Enough to measure, and not so many that everything takes twice as long. */
const measuredEvery = 10;

async function* changesOf(folder: string, wanted: number): AsyncGenerator<Change> {
  let given = 0;
  for (const change of [...pulls(), ...fixtures()].slice(0, wanted)) {
    given += 1;
    yield change;
  }
  if (given < wanted) yield* merges(`${folder}-history`, wanted - given);
}

function pulls(): readonly Change[] {
  const top = unpacked("pulls-2023-2025");
  if (top === null) return [];
  const folder = join(top, "dev");
  const configuration = estateConfiguration();
  return readdirSync(folder)
    .toSorted((left, right) => Number(left) - Number(right))
    .map((number) => ({
      name: `pull ${number}`,
      configuration,
      open: () => folders(join(folder, number, "base"), join(folder, number, "head")),
    }));
}

function fixtures(): readonly Change[] {
  const folder = "fixtures/pulls";
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const { configuration } = JSON.parse(readFileSync(join(folder, name, "pull.json"), "utf8"));
      return {
        name: `fixture ${name}`,
        configuration: configuration === undefined ? null : readFileSync(configuration, "utf8"),
        open: () => folders(join(folder, name, "base"), join(folder, name, "head")),
      };
    });
}

async function folders(base: string, head: string): Promise<EvaluationTrees> {
  const tree = async (folder: string) => (existsSync(folder) ? directoryTree(folder) : nothing);
  return { base: await tree(base), head: await tree(head), tip: null };
}

async function* merges(folder: string, wanted: number): AsyncGenerator<Change> {
  if (!existsSync(folder)) await writeHistory(folder, { merges: wanted, estate: false, seed: 1 });
  const listed = spawnSync(
    "git",
    ["-C", folder, "log", "--merges", "--first-parent", "--format=%H", "main"],
    {
      encoding: "utf8",
    },
  );
  const repository = await openRepository(folder);
  const whole = estateConfiguration();
  const ours = estateConfigurationOfOurRules();
  for (const [index, sha] of listed.stdout.trim().split("\n").slice(0, wanted).entries()) {
    // Policies of other tools take ten times as long as ours.
    const configuration = index % 10 === 0 ? whole : ours;
    const open = async () => {
      const before = await resolveRef(repository, `${sha}^1`);
      return {
        base: await gitTree(repository, before, before),
        head: await gitTree(repository, sha, sha),
        tip: null,
      };
    };
    yield { name: `merge ${sha.slice(0, 12)}`, configuration, open };
  }
  repository.close();
}

/** Counts what is kept on its way into the store. */
class Kept {
  readonly store: Pick<Store, "records" | "blobs" | "notes" | "ledger">;
  readonly #sizes = new Map<string, number>();
  #kept = 0;

  constructor(store: Store) {
    this.store = {
      ...store,
      records: {
        ...store.records,
        append: async (records: readonly NewRecord[], also) => {
          for (const bytes of also?.blobs ?? []) this.#sizes.set(sha256Hex(bytes), bytes.byteLength);
          const appended = await store.records.append(records, also);
          this.#kept += appended.kept;
          return appended;
        },
      },
    };
  }

  totals() {
    const bytes = [...this.#sizes.values()].reduce((sum, size) => sum + size, 0);
    return { kept: this.#kept, bytes, blobs: this.#sizes.size };
  }
}
