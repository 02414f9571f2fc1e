import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "../../src/model/json.ts";
import { valueAt } from "../../src/model/json.ts";
import type { Problem } from "../../src/schemas/index.ts";
import { type Judgement, objectProblems } from "../../src/schemas/index.ts";
import { type KubeconformVerdict, runKubeconform } from "./real-kubeconform.ts";

export interface Asked {
  readonly source: string;
  readonly where: string;
  readonly object: JsonObject;
}

export interface Compared extends Asked {
  /** `null`: no schema. */
  readonly ours: readonly Problem[] | null;
  readonly theirs: KubeconformVerdict;
  readonly verdict:
    | "both valid"
    | "both invalid"
    | "only kubeconform objects"
    | "only Sekisho objects"
    | "no schema"
    | "one has no schema";
}

export interface Kubeconform {
  readonly path: string;
  readonly schemas: string;
  /** A folder of its own, which is emptied. */
  readonly objects: string;
}

export function compareAll(
  asked: readonly Asked[],
  judgement: Judgement,
  { path, schemas, objects }: Kubeconform,
): readonly Compared[] {
  rmSync(objects, { recursive: true, force: true });
  mkdirSync(objects, { recursive: true });
  for (const [index, { object }] of asked.entries())
    writeFileSync(join(objects, `${index}.json`), JSON.stringify(object));
  const answers = runKubeconform(path, objects, schemas);
  return asked.map((each, index) => {
    const theirs = answers.get(`${index}.json`) ?? { status: "error", message: "no answer" };
    const ours = problemsOf(each.object, judgement);
    return { ...each, ours, theirs, verdict: verdictOf(ours, theirs) };
  });
}

/** Expressions are matched here as JavaScript does: the definitions are those of known projects, not of a pull request. */
function problemsOf(object: JsonObject, judgement: Judgement): readonly Problem[] | null {
  const problems = objectProblems({ object, unknown: new Map(), opened: [] }, judgement);
  if (problems === null) return null;
  return problems.filter(({ path, pattern }) => {
    if (pattern === undefined) return true;
    const value = valueAt(object, path);
    return typeof value === "string" && !new RegExp(pattern, "u").test(value);
  });
}

function verdictOf(ours: readonly Problem[] | null, { status }: KubeconformVerdict): Compared["verdict"] {
  const theirs = status === "error" ? "invalid" : status;
  if (ours === null || theirs === "no schema") {
    // A version that is gone has no schema; that it is gone is told by another rule.
    return ours === null || ours.length === 0 ? "no schema" : "one has no schema";
  }
  if (ours.length === 0) return theirs === "valid" ? "both valid" : "only kubeconform objects";
  return theirs === "valid" ? "only Sekisho objects" : "both invalid";
}
