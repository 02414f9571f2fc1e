import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { NewRecord } from "../../store/index.ts";
import { installation } from "../installation.ts";

const engines = ["helm", "kustomize", "opa", "terraform"] as const;

export interface Tool {
  /** Tells this start from others. */
  readonly id: string;
  readonly version: string;
  readonly policySet: string;
  readonly store: "postgres" | "embedded";
  /** Verifier key; `null`: this process signs nothing. */
  readonly signingKey: string | null;
}

/** With just what a process begins to work: an auditor sees when anything of it became another. */
export function toolStarted({ id, version, policySet, store, signingKey }: Tool): NewRecord {
  const body = {
    kind: "tool-started",
    program: version,
    node: process.versions.node,
    engines: Object.fromEntries(engines.map((name) => [name, digestOfEngine(name)])),
    policySet,
    store,
    signingKey,
  } as const;
  return { scope: "repository", repositoryId: null, key: `start ${id}`, body };
}

/** As it stands beside the module; whoever loads the module compares both. */
function digestOfEngine(name: string): string {
  const { sha256 } = JSON.parse(readFileSync(join(installation.engines, `${name}.json`), "utf8")) as {
    readonly sha256: string;
  };
  return sha256;
}
