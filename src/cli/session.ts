import { EvaluationRunner } from "../app/evaluation/runner.ts";
import { packageVersion } from "../app/installation.ts";
import type { PolicySet } from "../app/policy-set.ts";
import { shippedPolicySet } from "../app/shipped-policies.ts";
import { type RuntimeEnvironment, readRuntimeEnvironment } from "../config/index.ts";
import { type CallerPaths, callerPaths } from "./caller-paths.ts";
import { createProgress, type Progress } from "./progress.ts";

/** What every command that evaluates something needs. */
export interface Session {
  readonly environment: RuntimeEnvironment;
  readonly paths: CallerPaths;
  readonly policySet: PolicySet;
  readonly runner: EvaluationRunner;
  readonly now: () => Date;
  readonly colour: boolean;
  readonly versions: Readonly<Record<string, string>>;
  readonly progress: Progress;
  close(): Promise<void>;
}

/** `watches`: what the line on a terminal tells of; whoever counts something else than roots tells it themselves. */
export async function openSession(watches: "roots" | "nothing" = "roots"): Promise<Session> {
  const environment = readRuntimeEnvironment();
  const policySet = await shippedPolicySet(environment.cacheDirectory);
  const progress = createProgress(watchedTerminal(environment), {
    nowMs: () => performance.now(),
    after: afterwards,
  });
  const runner = new EvaluationRunner({
    policySet,
    cacheFolder: environment.cacheDirectory,
    ...(watches === "roots" ? { onProgress: progress.show } : {}),
  });
  runner.warm();
  return {
    environment,
    paths: callerPaths(environment),
    policySet,
    runner,
    now: () => new Date(),
    colour:
      environment.colour === "always" || (environment.colour === "auto" && process.stdout.isTTY === true),
    versions: { sekisho: packageVersion(), node: process.versions.node },
    progress,
    close: () => {
      progress.clear();
      return runner.close();
    },
  };
}

/** What waits keeps no process from ending. */
function afterwards(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms).unref();
  return () => clearTimeout(timer);
}

/** Errors go the same way, so that progress is never in the output. */
function watchedTerminal({ continuousIntegration }: RuntimeEnvironment) {
  return process.stderr.isTTY && !continuousIntegration ? process.stderr : null;
}
