import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EvaluationRunner } from "../app/evaluation/runner.ts";
import { installation } from "../app/installation.ts";
import type { PolicySet } from "../app/policy-set.ts";
import { shippedPolicySet } from "../app/shipped-policies.ts";
import { type RuntimeEnvironment, readRuntimeEnvironment } from "../config/index.ts";
import { type CallerPaths, callerPaths } from "./caller-paths.ts";

/** What every command that evaluates something needs. */
export interface Session {
  readonly environment: RuntimeEnvironment;
  readonly paths: CallerPaths;
  readonly policySet: PolicySet;
  readonly runner: EvaluationRunner;
  readonly now: () => Date;
  readonly colour: boolean;
  readonly versions: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function openSession(): Promise<Session> {
  const environment = readRuntimeEnvironment();
  const policySet = await shippedPolicySet(environment.cacheDirectory);
  const runner = new EvaluationRunner({ policySet, cacheFolder: environment.cacheDirectory });
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
    close: () => runner.close(),
  };
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(installation.top, "package.json"), "utf8")) as {
    version: string;
  };
  return version;
}
