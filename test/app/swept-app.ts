import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { EvaluationRunner } from "../../src/app/evaluation/runner.ts";
import { createServerAttendant } from "../../src/app/serve.ts";
import { shippedPolicySet } from "../../src/app/shipped-policies.ts";
import { Findings } from "../../src/app/sweep/result.ts";
import { readRuntimeEnvironment } from "../../src/config/index.ts";
import { createMirrors } from "../../src/git/index.ts";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import { createGitHubApp } from "../../src/github/index.ts";
import type { CheckpointSigner } from "../../src/model/ledger.ts";
import type { Sweep } from "../../src/model/pull.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { type StandIn, startStandIn } from "../github/stand-in.ts";

/** An App that nothing but the sweeps ever tells anything, so that a test says when it looks. */
export interface SweptApp {
  readonly standIn: StandIn;
  readonly store: Store;
  /** Runs a sweep, and waits until the work that it asked for is done. */
  sweep(which: Sweep): Promise<void>;
  /** How far the App's clock is ahead. */
  advance(ms: number): void;
  close(): Promise<void>;
}

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const metrics = { evaluated: () => {}, reviewed: () => {}, published: () => {} };

/** `signer`: of its ledger, which is not signed otherwise. */
export async function startSweptApp(signer: CheckpointSigner | null = null): Promise<SweptApp> {
  const standIn = await startStandIn();
  const folder = temporaryFolder();
  let ahead = 0;
  const now = () => new Date(Date.now() + ahead);
  const store = await openStore({ kind: "embedded", folder: join(folder, "store"), now, log: quiet, signer });
  const git = { searchPath: process.env["PATH"] ?? "" };
  const mirrors = await createMirrors({ folder: join(folder, "mirrors"), bytesMax: 1024 ** 3, git, now });
  const { cacheDirectory: cacheFolder } = readRuntimeEnvironment();
  const policySet = await shippedPolicySet(cacheFolder);
  const runner = new EvaluationRunner({ policySet, cacheFolder, workersMax: 1 });
  const { id, privateKey } = standIn.app;
  const attendant = createServerAttendant({
    store,
    mirrors,
    log: quiet,
    metrics,
    now,
    review: { runner, policySet, now, versions: { sekisho: "0.0.0" } },
    gitHub: createGitHubApp({ appId: id, privateKey, baseUrl: standIn.url, log: quiet }),
    environment: { app: { id }, gitHub: { webUrl: standIn.gitUrl }, dataFolder: folder },
    anchors: async () => new Findings().result(),
  });
  await store.work.start((job) => attendant.handle(job), { concurrency: 2 });
  return {
    standIn,
    store,
    advance: (ms) => {
      ahead += ms;
    },
    sweep: async (which) => {
      const signal = new AbortController().signal;
      await attendant.handle({ subject: { kind: "sweep", sweep: which }, signal, attempt: 0 });
      for (let idle = 0; idle < 3; idle += 1) {
        await wait(50);
        const { waiting, active, failing } = await store.work.backlog();
        if (waiting + active + failing > 0) idle = -1;
      }
    },
    close: async () => {
      await store.work.stop(5_000);
      await attendant.end();
      await runner.close();
      await mirrors.close();
      await store.close();
      await standIn.close();
    },
  };
}
